import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "../../../test/house.ts";
import { drawFileReference } from "./index.ts";

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse({ services: [] });
});
afterAll(() => t.close());

const draw = (tenant: string, plan: string, then = (): Promise<void> => Promise.resolve()): Promise<string> =>
  t.house.database.withTenant(tenant, async (scope) => {
    const reference = await drawFileReference(scope, plan);
    await then();
    return reference;
  });
const upTo = (plan: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${plan}-2026-${String(i + 1).padStart(4, "0")}`);

test("many at once, from the first of the year on: none twice, none left out, each tenant and plan by itself", async () => {
  const asked = Array.from({ length: 230 }, () => draw(t.musterstadt.id, "20.4"));
  const others = [draw(t.beispielheim.id, "20.4"), draw(t.musterstadt.id, "10.1")];
  expect((await Promise.all(asked)).toSorted()).toEqual(upTo("20.4", 230));
  expect(await Promise.all(others)).toEqual(["20.4-2026-0001", "10.1-2026-0001"]);
});

test("nobody waits for the commit of another", async () => {
  await draw(t.musterstadt.id, "30.1");
  const held = Promise.withResolvers<void>();
  const first = draw(t.musterstadt.id, "30.1", () => held.promise);
  const second = await draw(t.musterstadt.id, "30.1");
  held.resolve();
  expect([await first, second].toSorted()).toEqual(["30.1-2026-0002", "30.1-2026-0003"]);
});

test("the number of a step that failed goes to the next, also where it would have laid out more", async () => {
  for (let n = 1; n < 50; n++) await draw(t.musterstadt.id, "40.2");
  const failing = draw(t.musterstadt.id, "40.2", () => Promise.reject(new Error("broke off")));
  await expect(failing).rejects.toThrow("broke off");
  const all = await Promise.all(Array.from({ length: 120 }, () => draw(t.musterstadt.id, "40.2")));
  expect(all.toSorted()).toEqual(upTo("40.2", 169).slice(49));
});
