/** Who guesses codes learns nothing of which numbers there are: known and unknown ones answer alike (fault S4). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetTries, makeResumeKey } from "../../src/domains/applications/index.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, Visitor, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let key: { reference: string; code: string };
let newKey: () => Promise<{ reference: string; code: string }>;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  const accountId = someAccount();
  const { sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId, accountId }, bella);
  newKey = () =>
    t.house.database.withTenant(t.musterstadt.id, (scope) => makeResumeKey(scope, { sessionId, accountId }, id));
  key = await newKey();
});
afterAll(async () => {
  web.close();
  await t.close();
});

const guest = async (): Promise<Visitor> => {
  const visitor = new Visitor(web, t.musterstadt.host);
  await visitor.get("/stand");
  return visitor;
};
const unknown = "WXYZ-WXYZ-2345";

/** Status and page of each try, without the number and single-use marks. */
async function guess(nummer: string, times: number): Promise<string[]> {
  const visitor = await guest();
  const told: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const { status, body } = await visitor.post("/stand", { nummer, code: `AAAA-${1000 + n}` });
    told.push(`${status} ${body.replaceAll(nummer, "").replaceAll(/name="_token" value="[^"]*"/g, "")}`);
  }
  return told;
}

test("after five wrong codes a number is locked for a quarter of an hour, one that nobody has too, with the same answers", async () => {
  const known = await guess(key.reference, 12);
  expect(known.map((one) => one.slice(0, 3))).toEqual([...Array(5).fill("422"), ...Array(7).fill("429")]);
  expect(await guess(unknown, 12)).toEqual(known);
});

test("while it is locked the right code opens nothing; afterwards it does, and the tries begin anew", async () => {
  const visitor = await guest();
  const open = () => visitor.post("/stand", { nummer: key.reference.toLowerCase(), code: key.code });
  expect((await open()).status).toBe(429);
  t.clock.advance(15 * 60_000);
  expect((await open()).status).toBe(303);
  expect((await guess(key.reference, 4)).map((one) => one.slice(0, 3))).toEqual(Array(4).fill("422"));
  expect((await open()).status).toBe(303);
});

test("a new code of a locked number opens at once", async () => {
  await guess(key.reference, 6);
  const { reference, code } = await newKey();
  expect(reference).toBe(key.reference);
  expect((await (await guest()).post("/stand", { nummer: reference, code })).status).toBe(303);
});

test("tries sent at once are counted one by one", async () => {
  const visitors = await Promise.all(Array.from({ length: 20 }, guest));
  const statuses = await Promise.all(
    visitors.map(
      async (visitor, n) => (await visitor.post("/stand", { nummer: "NOCH-KEIN-MALX", code: `A${n}` })).status,
    ),
  );
  expect(statuses.filter((status) => status === 422)).toHaveLength(5);
});

test("a day after the last try they are forgotten", async () => {
  const forget = () => t.house.database.withTenant(t.musterstadt.id, forgetTries);
  expect(await forget()).toBe(0);
  t.clock.advance(86_400_000);
  expect(await forget()).toBe(3);
});
