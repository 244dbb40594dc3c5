import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeStep, findCaseOf, findClosure, getCase } from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse();
});
afterAll(() => world.close());

/** A dog waits for its decision; the answer completes the step. */
async function decide(input: { outcome?: string; begruendung?: string }): Promise<string> {
  const tenant = world.musterstadt.id;
  const { id } = await submittedDog(world.house, tenant);
  const found = await world.house.database.withTenant(tenant, (scope) => findCaseOf(scope, id));
  await world.house.database.withTenant(tenant, async (scope) => {
    const [caseworker] = await listStaff(scope);
    await completeStep(scope, caseworker!, found!.id, found!.nextTaskId!, input);
  });
  return found!.id;
}

describe("a step ends", () => {
  test("with a refusal only when the reasons are written", async () => {
    await expect(decide({ outcome: "ablehnen" })).rejects.toMatchObject({
      code: "cases.words_missing",
      details: { begruendung: "ablehnen" },
    });
    await expect(decide({ outcome: "ablehnen", begruendung: " " })).rejects.toMatchObject({
      code: "cases.words_missing",
    });
    const refused = await decide({ outcome: "ablehnen", begruendung: "Der Hund lebt nicht hier." });
    const closure = await world.house.database.withTenant(world.musterstadt.id, (scope) => findClosure(scope, refused));
    expect(closure).toMatchObject({ kind: "refused", decision: { reasons: "Der Hund lebt nicht hier." } });
  });

  test("in one of its own ways only", async () => {
    await expect(decide({ outcome: "verschenken" })).rejects.toMatchObject({ code: "cases.unknown_outcome" });
    await expect(decide({})).rejects.toMatchObject({ code: "cases.unknown_outcome" });
  });

  test("once: a second hand is told that the step is gone", async () => {
    const id = await decide({ outcome: "festsetzen" });
    const tenant = world.musterstadt.id;
    await expect(
      world.house.database.withTenant(tenant, async (scope) => {
        const [caseworker] = await listStaff(scope);
        await completeStep(scope, caseworker!, id, "019a0000-0000-7000-8000-000000000000", { outcome: "festsetzen" });
      }),
    ).rejects.toMatchObject({ code: "processes.task_gone" });
    const after = await world.house.database.withTenant(tenant, (scope) => getCase(scope, id));
    expect(after.status).toBe("in-progress");
  });
});
