/** The audit trail cannot be altered by the application, and not unseen by anybody (fault R16). */
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { audit } from "../platform/audit/audit.ts";
import { sealAudit, type ChainHead } from "../platform/audit/chain.ts";
import type { TenantScope } from "../platform/db/database.ts";
import { change, sql } from "../platform/db/query.ts";
import { newId } from "../platform/ids.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { commands, verifyTrails } from "./audit.ts";
import { call, listening } from "./cli.testing.ts";

let t: TestHouse;
let owner: pg.Client;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse({ services: [] });
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await t.close();
});
beforeEach(async () => {
  for (const table of ["contents", "seals", "lines"]) await owner.query(`delete from audit.${table}`);
  await here(async (scope) => {
    for (const number of [1, 2, 3, 4]) await audit(scope, { actor: "system", act: "test.count", details: { number } });
    await audit(scope, { actor: "system", act: "test.say", content: { said: "So war es." } });
  });
  await here(sealAudit);
});

async function verify(noted?: ChainHead): Promise<{ code: number; said: string }> {
  const { io, out, err } = listening();
  const code = await verifyTrails(t.house.database, [t.musterstadt], noted, io);
  return { code, said: [...out, ...err].join("\n") };
}

async function headOf(): Promise<ChainHead> {
  const [, position, hash] = /Head: (\d+):([0-9a-f]{64})/.exec((await verify()).said)!;
  return { position: Number(position), hash: hash! };
}

test("a whole chain says so, with its head", async () => {
  const { code, said } = await verify();
  expect(code).toBe(0);
  expect(said).toMatch(/^Musterstadt: whole, 5 lines\. Head: 5:[0-9a-f]{64}\n/);
});

test("the application's role may neither change nor delete lines and seals", async () => {
  const refused = async (statement: ReturnType<typeof sql>): Promise<void> =>
    expect(here((scope) => change(scope, statement))).rejects.toThrow("permission denied");
  await refused(sql`update audit.lines set act = 'x'`);
  await refused(sql`delete from audit.lines`);
  await refused(sql`update audit.seals set hash = ''`);
  await refused(sql`delete from audit.seals`);
  await refused(sql`update audit.contents set content = '{}'`);
});

test.each([
  ["a changed act", "update audit.lines set act = 'test.other' where details->>'number' = '3'", 3, "line altered"],
  [
    "a changed moment",
    "update audit.lines set at = at + interval '1 s' where details->>'number' = '2'",
    2,
    "line altered",
  ],
  [
    "a changed detail",
    `update audit.lines set details = '{"number": 9}' where details->>'number' = '4'`,
    4,
    "line altered",
  ],
  ["a line taken out", "delete from audit.lines where details->>'number' = '2'", 2, "line missing"],
  ["a seal taken out", "delete from audit.seals where position = 3", 3, "seal missing"],
  ["changed words", `update audit.contents set content = '{"said": "Anders."}'`, 5, "words altered"],
])("a superuser's act is found: %s", async (_, statement, position, why) => {
  const { rowCount } = await owner.query(statement);
  expect(rowCount).toBe(1);
  const { code, said } = await verify();
  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`^Musterstadt: broken at line ${position}( \\([0-9a-f-]{36}\\))?: ${why}\\.$`));
});

test("what was cut off at the end, or rewritten with new seals, does not fit a head noted before", async () => {
  const head = await headOf();
  expect((await verify(head)).code).toBe(0);
  await owner.query("delete from audit.contents");
  await owner.query("delete from audit.seals where position > 3");
  await owner.query("delete from audit.lines where details->>'number' = '4' or act = 'test.say'");
  expect((await verify()).code).toBe(0);
  expect(await verify(head)).toMatchObject({ code: 1, said: expect.stringContaining("noted head not in the chain") });
  await here(async (scope) => {
    for (const number of [4, 5]) await audit(scope, { actor: "system", act: "test.forged", details: { number } });
  });
  await here(sealAudit);
  expect(await verify(head)).toMatchObject({ code: 1, said: expect.stringContaining("noted head not in the chain") });
});

test("sealing looks back an hour from the last seal; once a day it looks at every line", async () => {
  const late = (at: Date) =>
    owner.query(
      "insert into audit.lines (tenant_id, id, at, actor, act) select tenant_id, $1, $2, 'system', 'test.late' from audit.lines limit 1",
      [newId(at), at],
    );
  const now = t.clock.now().getTime();
  await late(new Date(now - 30 * 60_000));
  expect(await here((scope) => sealAudit(scope))).toBe(1);
  // The line before was sealed last; an hour before it nothing is looked for.
  await late(new Date(now - 3 * 3_600_000));
  expect(await here((scope) => sealAudit(scope))).toBe(0);
  expect(await here((scope) => sealAudit(scope, { whole: true }))).toBe(1);
  expect(await verify()).toMatchObject({ code: 0 });
});

test("erased words leave the chain whole", async () => {
  const head = await headOf();
  await here((scope) => change(scope, sql`delete from audit.contents`));
  expect(await verify(head)).toMatchObject({ code: 0 });
});

test("a wrong call is told what to write", async () => {
  expect(await call(commands["audit verify"], "--head", "7")).toMatchObject({
    code: 2,
    err: [expect.stringContaining("POSITION:HASH")],
  });
  expect(await call(commands["audit verify"], "--head", `7:${"a".repeat(64)}`)).toMatchObject({
    code: 2,
    err: [expect.stringContaining("--head belongs to one tenant")],
  });
});
