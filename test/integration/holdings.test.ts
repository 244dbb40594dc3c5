/** The doors tenantData and personalData: nothing in the database that no room tells of. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rooms } from "../../src/domains/floors.ts";
import { holdings } from "../../src/main.ts";
import type { Holding } from "../../src/platform/holdings.ts";
import { findPerson } from "../../src/platform/holdings/person.ts";
import { readPersonalData } from "../../src/platform/holdings/read-person.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestHouse();
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await t.close();
});

test("every table is told of, once, with its tenant and its files", async () => {
  const { rows } = await owner.query<{ table: string; tenant: boolean; files: string[] }>(
    `select n.nspname || '.' || c.relname as "table",
            exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as tenant,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attname ~ '^(?!unnamed).*file_id$' and c.relname <> 'unnamed_files') as files
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss') order by 1`,
  );
  const told = holdings.map(({ table, files = [] }) => ({ table, files: [...files] }));
  expect(told.toSorted((a, b) => a.table.localeCompare(b.table))).toEqual(
    rows.map(({ table, files }) => ({ table, files })).toSorted((a, b) => a.table.localeCompare(b.table)),
  );
  const walled = new Set(rows.filter(({ tenant }) => tenant).map(({ table }) => table));
  // The catalogue's offers carry the tenant they come from, and belong to the alliance.
  walled.delete("catalogue.offers");
  expect(new Set(holdings.filter(({ of }) => of === "tenant").map(({ table }) => table))).toEqual(walled);
});

test("what may be erased, the application's role may erase; what is named is there", async () => {
  for (const { table, person, erase = "row", hold, leads = [], moves } of holdings) {
    const columns = [
      ...("none" in person ? [] : [person.column]),
      ...(typeof erase === "object" && "blank" in erase ? Object.keys(erase.blank) : []),
      ...(hold ? [hold.until] : []),
      ...leads.flatMap(({ column, as, only = {} }) => [column, as, ...Object.keys(only)]),
      ...(typeof moves === "object" && "tenant" in moves ? [moves.tenant] : []),
    ];
    const { rows: there } = await owner.query<{ name: string }>(
      "select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0",
      [table],
    );
    expect([table, columns.filter((name) => !there.some((column) => column.name === name))]).toEqual([table, []]);
    if ("none" in person || (typeof erase === "object" && "keep" in erase)) continue;
    const right = erase === "row" ? "delete" : "update";
    const { rows } = await owner.query<{ may: boolean }>("select has_table_privilege('allmende_app', $1, $2) as may", [
      table,
      right,
    ]);
    expect([table, right, rows[0]?.may]).toEqual([table, right, true]);
  }
});

test("parents are told of before their children", () => {
  const place = new Map(holdings.map(({ table }, index) => [table, index]));
  for (const [index, { table, person }] of holdings.entries())
    if ("parent" in person) expect([table, place.get(person.parent)! < index]).toEqual([table, true]);
});

test("each room tells of its own schema only", async () => {
  for (const room of rooms) {
    const door = (await import(`../../src/domains/${room}/index.ts`)) as { holdings?: typeof holdings };
    // A room without tables holds nothing.
    expect((door.holdings ?? []).map(({ table }) => table.split(".")[0]).filter((schema) => schema !== room)).toEqual(
      [],
    );
  }
});

test("a person's data is found through account, application and case, and nobody else's", async () => {
  const mine = await submittedDog(t.house, t.musterstadt.id);
  const other = await submittedDog(t.house, t.musterstadt.id);
  const elsewhere = await submittedDog(t.house, t.beispielheim.id);
  const found = await t.house.database.withTenant(t.musterstadt.id, async (scope) =>
    readPersonalData(scope, holdings, await findPerson(scope, holdings, { application: [mine.id] })),
  );
  for (const table of [
    "applications.applications",
    "applications.participants",
    "applications.submissions",
    "applications.fee_assessments",
    "messages.messages",
    "cases.cases",
    "processes.instances",
    "records.dossiers",
  ])
    expect([table, found.get(table)?.length]).toEqual([table, 1]);
  for (const foreign of [other.id, elsewhere.id]) expect(JSON.stringify([...found])).not.toContain(foreign);
});

test("a table that says nothing of persons is refused by the type", () => {
  // @ts-expect-error -- a table without `person` must not compile
  const silent: Holding = { table: "cases.silent", of: "tenant" };
  expect(silent.table).toBe("cases.silent");
});
