/** The doors tenantData and personalData: nothing in the database that no room tells of. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { rooms } from "../../src/domains/floors.ts";
import { holdings } from "../../src/main.ts";
import { readPersonalData, readTenantData } from "../../src/platform/holdings.ts";
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

test("every table of every room is told of, once, with its tenant and its files", async () => {
  const { rows } = await owner.query<{ table: string; tenant: boolean; files: string[] }>(
    `select n.nspname || '.' || c.relname as "table",
            exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as tenant,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attname ~ 'file_id$') as files
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1`,
    [[...rooms]],
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

test("each room tells of its own schema only", async () => {
  for (const room of rooms) {
    const door = (await import(`../../src/domains/${room}/index.ts`)) as { holdings: typeof holdings };
    expect(door.holdings.map(({ table }) => table.split(".")[0]).filter((schema) => schema !== room)).toEqual([]);
  }
});

test("a person's data is found through account, application and case, and nobody else's", async () => {
  const mine = await submittedDog(t.house, t.musterstadt.id);
  const other = await submittedDog(t.house, t.musterstadt.id);
  const found = await t.house.database.withTenant(t.musterstadt.id, async (scope) => {
    const openCase = await findCaseOf(scope, mine.id);
    return readPersonalData(scope, holdings, { account: [], application: [mine.id], case: [openCase!.id] });
  });
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
  expect(JSON.stringify([...found])).not.toContain(other.id);
});

test("a tenant's data is its own, whole", async () => {
  const elsewhere = await submittedDog(t.house, t.beispielheim.id);
  const data = await t.house.database.withTenant(t.musterstadt.id, (scope) => readTenantData(scope, holdings));
  expect(data.get("applications.applications")?.length).toBe(2);
  expect(JSON.stringify([...data])).not.toContain(elsewhere.id);
});
