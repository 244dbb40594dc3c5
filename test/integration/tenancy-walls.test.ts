import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getApplication } from "../../src/domains/applications/index.ts";
import { findCaseOf, getCase } from "../../src/domains/cases/index.ts";
import { change, rows, sql, write } from "../../src/platform/db/query.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let app: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestHouse();
  app = new pg.Client(t.app);
  owner = new pg.Client(t.owner);
  await app.connect();
  await owner.connect();
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await t.close();
});

/** Tables that belong to everybody, with the reason. */
const shared = new Map([["services.packages", "published packages are public and immutable"]]);

test("every table of every room forces row-level security and has a policy", async () => {
  const { rows } = await owner.query<{ name: string; forced: boolean; policies: number }>(`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss')`);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ forced, policies }) => !forced || policies === 0)).toEqual([]);
});

test("a query without a scope sees nothing and writes nothing", async () => {
  await submittedDog(t.house, t.musterstadt.id);
  const { rows } = await owner.query<{ name: string }>(`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'public', 'pgboss')`);
  for (const { name } of rows) {
    if (shared.has(name)) continue;
    const seen = await app.query<{ count: number }>(`select count(*)::int as count from ${name}`);
    expect([name, seen.rows[0]?.count]).toEqual([name, 0]);
  }
  await expect(
    app.query(
      "insert into cases.notes select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '', '', now()",
    ),
  ).rejects.toThrow("row-level security");
});

test("the application's role can neither bypass the policies nor own a table", async () => {
  const { rows } = await app.query<{ rolsuper: boolean; rolbypassrls: boolean; owned: number }>(`
    select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`);
  expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, owned: 0 });
  await expect(app.query("alter table cases.cases disable row level security")).rejects.toThrow("must be owner");
  await expect(app.query("set role postgres")).rejects.toThrow("permission denied");
});

test("a row of another tenant is as unknown as a row that does not exist", async () => {
  const { person, id } = await submittedDog(t.house, t.musterstadt.id);
  const mine = (await t.house.database.withTenant(t.musterstadt.id, (scope) => findCaseOf(scope, id)))!;
  const foreign = t.house.database.withTenant(t.beispielheim.id, (scope) => getCase(scope, mine.id));
  const unknown = t.house.database.withTenant(t.beispielheim.id, (scope) => getCase(scope, t.beispielheim.id));
  const [a, b] = await Promise.allSettled([foreign, unknown]);
  expect(a).toEqual(b);
  await expect(
    t.house.database.withTenant(t.beispielheim.id, (scope) => getApplication(scope, person, id)),
  ).rejects.toThrow("not found");
});

test("the account's door reads only that account's rows and cannot write", async () => {
  const account = "01890000-0000-7000-8000-00000000000a";
  const seen = await t.house.database.withAccount(account, (scope) =>
    rows(scope, sql`select * from applications.applications`),
  );
  expect(seen).toEqual([]);
  await expect(
    t.house.database.withAccount(account, (scope) => change(scope, sql`delete from applications.applications`)),
  ).rejects.toThrow("read-only");
});

test("a scope refuses what is no id", async () => {
  await expect(t.house.database.withTenant("'; drop schema cases; --", async () => 1)).rejects.toThrow(
    "a scope needs an id",
  );
});

test("a query that outlives its scope never runs in the next one's", async () => {
  const { house, musterstadt } = t;
  const kept = await house.database.withTenant(musterstadt.id, async (scope) => scope);
  await expect(rows(kept, sql`select id from applications.applications`)).rejects.toThrow("its transaction had ended");
});

test("a write that nobody waits for still decides whether the step is kept", async () => {
  const { house, musterstadt } = t;
  const step = house.database.withTenant(musterstadt.id, async (scope) => {
    write(scope, sql`insert into identity.sessions (tenant_id, id) values (${scope.tenant}, null)`);
    return "done";
  });
  await expect(step).rejects.toThrow("null value in column");
  const masked = house.database.withTenant(musterstadt.id, async (scope) => {
    write(scope, sql`insert into identity.sessions (tenant_id, id) values (${scope.tenant}, null)`);
    return rows(scope, sql`select 1`);
  });
  await expect(masked).rejects.toThrow("null value in column");
});

test("two tenants over one pool never mix, though statements do not wait for each other", async () => {
  const { house, musterstadt, beispielheim } = t;
  const asked = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? musterstadt.id : beispielheim.id));
  const seen = await Promise.all(
    asked.map((tenant) =>
      house.database.withTenant(tenant, (scope) =>
        rows(scope, sql<{ tenant: string }>`select distinct tenant_id as tenant from tenancy.staff`),
      ),
    ),
  );
  expect(seen.map((found) => found.map(({ tenant }) => tenant))).toEqual(asked.map((tenant) => [tenant]));
});
