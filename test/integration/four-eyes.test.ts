/** A step that several people must agree to ("Mitzeichnung", four eyes). */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  completeStep,
  findCaseOf,
  findClosure,
  getCase,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { adoptWorkflow } from "../workflows.ts";

let t: TestHouse;
let kim: Caseworker;
let sascha: Caseworker;
let id: string;
let task: string;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
  await adoptWorkflow(t.house, t.musterstadt.id, "9.0.0", (xml) =>
    xml.replace(
      '<allmende:input name="outcomes"',
      '<allmende:input name="signs" value="2" /><allmende:input name="outcomes"',
    ),
  );
});
afterAll(() => t.close());
beforeEach(async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  [id, task] = [found.id, found.nextTaskId!];
});

const refusal = { outcome: "ablehnen", begruendung: "Der Hund lebt nicht hier." };
const sign = (who: Caseworker, input: { outcome: string; begruendung?: string } = refusal) =>
  here((scope) => completeStep(scope, who, id, task, input));

test("one signature sends nothing; the second, by another, ends the step with the words both signed", async () => {
  await sign(kim);
  expect(await here((scope) => getCase(scope, id))).toMatchObject({
    assigneeId: null,
    news: "signature",
    nextTaskId: task,
  });
  expect(await here((scope) => listLetters(scope, id))).toEqual([]);
  await expect(sign(kim)).rejects.toThrow("cases.signed_already");
  await sign(sascha);
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({
    kind: "refused",
    decision: { reasons: "Der Hund lebt nicht hier." },
  });
});

test("other words or another end are a new proposal that needs its own second", async () => {
  await sign(kim);
  await sign(sascha, { ...refusal, begruendung: "Er ist schon angemeldet." });
  expect(await here((scope) => findClosure(scope, id))).toBeUndefined();
  await sign(kim, { outcome: "festsetzen" });
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextTaskId: task });
  await sign(sascha, { outcome: "festsetzen" });
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextElement: "marke_versenden" });
});

test("of two who sign at once both count, or one is told that the case is taken", async () => {
  await here((scope) => takeCase(scope, kim, id));
  const both = await Promise.allSettled([sign(kim), sign(sascha)]);
  const reasons = both.flatMap((one) => (one.status === "rejected" ? [(one.reason as Error).message] : []));
  if (reasons.length > 0) {
    expect(reasons).toEqual(["cases.taken"]);
    await sign(sascha);
  }
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "refused" });
});
