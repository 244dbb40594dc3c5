/** The doors to the data on a real PostgreSQL: what leaves together, what fails together, and whose rows are seen. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { systemClock } from "../clock.ts";
import { newId } from "../ids.ts";
import { openDatabase, type Database } from "./database.ts";
import { change, rows, sql, write } from "./query.ts";

const name = `test_${randomBytes(6).toString("hex")}`;
const [one, other] = [newId(new Date()), newId(new Date())];
let owner: pg.Client;
let database: Database;

beforeAll(async () => {
  const socket = { host: inject("postgresSocket"), port: 5432, user: "postgres" };
  const postgres = new pg.Client({ ...socket, database: "postgres" });
  await postgres.connect();
  await postgres.query(`create database ${name} template template_allmende`);
  await postgres.end();
  owner = new pg.Client({ ...socket, database: name });
  await owner.connect();
  await owner.query(`
    create schema test;
    create table test.things (tenant_id uuid not null, name text primary key, number int, day date, list text[], data jsonb, bytes bytea, at timestamptz);
    alter table test.things enable row level security; alter table test.things force row level security;
    create policy tenant on test.things using (tenant_id = (select platform.current_tenant()));
    create table test.parts (thing text not null references test.things, number int, tenant_id uuid not null);
    alter table test.parts enable row level security; alter table test.parts force row level security;
    create policy tenant on test.parts using (tenant_id = (select platform.current_tenant()));
    grant usage on schema test to allmende_app; grant select, insert, update, delete on test.things, test.parts to allmende_app`);
  database = openDatabase(
    { ...socket, user: "allmende_app", database: name, max: 2 },
    { clock: systemClock, deliver: () => Promise.resolve(), enqueue: () => {} },
  );
});
afterAll(async () => {
  await database.close();
  await owner.end();
});

const put = (tenant: string, thing: string) =>
  sql`insert into test.things (tenant_id, name) values (${tenant}, ${thing})`;
const namesOf = async (tenant: string): Promise<string[]> =>
  (
    await database.withTenant(tenant, (scope) =>
      rows(scope, sql<{ name: string }>`select name from test.things order by name`),
    )
  ).map((row) => row.name);

test("values come back as they went in", async () => {
  const at = new Date("2026-10-25T00:30:00Z");
  const thing = { number: -7, list: ['a"b', "c,d\\"], data: { k: ["ä", null, 1.5] }, bytes: Buffer.from([0, 255]), at };
  await database.withTenant(one, (scope) =>
    change(
      scope,
      sql`insert into test.things (tenant_id, name, number, list, data, bytes, at) values (${one}, ${"Ægir'; drop"}, ${thing.number}, ${thing.list},
        ${JSON.stringify(thing.data)}::jsonb, ${thing.bytes}, ${at})`,
    ),
  );
  const read = () =>
    database.readTenant(one, (scope) =>
      rows(scope, sql`select number, list, data, bytes, at, day from test.things where name = ${"Ægir'; drop"}`),
    );
  expect(await read()).toEqual([{ ...thing, day: null }]);
  // The second time nobody asks again what the rows look like, on whichever connection.
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 2, 3].map(() => [{ ...thing, day: null }]));
  await database.withTenant(one, (scope) => change(scope, sql`delete from test.things`));
});

test("one tenant's rows, also when connections are shared and many ask at once", async () => {
  await database.withTenant(one, (scope) => change(scope, put(one, "of one")));
  await database.withTenant(other, (scope) => change(scope, put(other, "of the other")));
  const seen = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      database[i % 3 === 0 ? "withTenant" : "readTenant"](i % 2 === 0 ? one : other, (scope) =>
        rows(scope, sql<{ name: string }>`select name from test.things`),
      ),
    ),
  );
  for (const [i, found] of seen.entries()) expect(found).toEqual([{ name: i % 2 === 0 ? "of one" : "of the other" }]);
  const foreign = database.withTenant(one, (scope) => change(scope, put(other, "smuggled")));
  await expect(foreign).rejects.toThrow(/row-level security/);
});

test("the first failure is the cause of all, and nothing of it stays", async () => {
  const failing = database.withTenant(one, async (scope) => {
    write(scope, put(one, "before"));
    write(scope, sql`insert into test.things (tenant_id, name) values (${one}, ${"of one"})`);
    write(scope, put(one, "behind"));
    await rows(scope, sql`select 1 as ever_new_${sql.raw(randomBytes(4).toString("hex"))}`);
  });
  await expect(failing).rejects.toThrow(/duplicate key/);
  expect(await namesOf(one)).toEqual(["of one"]);
});

test("a row leaves in one statement with what refers to it, and neither stays when one is refused", async () => {
  const both = (thing: string, tenant: string) =>
    database.withTenant(one, async (scope) => {
      write(scope, put(one, thing));
      write(scope, sql`insert into test.parts (thing, number, tenant_id) values (${thing}, ${7}, ${tenant})`);
    });
  await both("whole", one);
  await expect(both("half", other)).rejects.toThrow(/row-level security/);
  expect((await owner.query("select thing, number from test.parts")).rows).toEqual([{ thing: "whole", number: 7 }]);
  expect(await namesOf(one)).toEqual(["of one", "whole"]);
  await owner.query("delete from test.parts; delete from test.things where name = 'whole'");
});

test("a statement that was skipped by a failure is prepared again, on the same connection", async () => {
  const late = sql<{ n: number }>`select 41 + 1 as n`;
  const single = openDatabase(
    { host: inject("postgresSocket"), port: 5432, user: "allmende_app", database: name, max: 1 },
    { clock: systemClock, deliver: () => Promise.resolve(), enqueue: () => {} },
  );
  const failing = single.withTenant(one, (scope) => {
    const broken = rows(scope, sql`select 1 / (select 0 where ${1} = 1)`);
    return Promise.all([broken, rows(scope, late)]);
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  expect(await single.withTenant(one, (scope) => rows(scope, late))).toEqual([{ n: 42 }]);
  expect(await single.readTenant(one, (scope) => rows(scope, late))).toEqual([{ n: 42 }]);
  await single.close();
});

test("a value that cannot be sent fails the transaction, although the server never hears of it", async () => {
  const round: Record<string, unknown> = {};
  round.round = round;
  const failing = database.withTenant(one, async (scope) => {
    write(scope, put(one, "alone"));
    write(scope, sql`update test.things set data = ${round}`);
  });
  await expect(failing).rejects.toThrow(/circular/i);
  expect(await namesOf(one)).toEqual(["of one"]);
});

test("work that may fail alone leaves the rest standing", async () => {
  await database.withTenant(one, async (scope) => {
    write(scope, put(one, "stays"));
    const failing = scope.trx.attempt(() => change(scope, put(one, "of one")));
    await expect(failing).rejects.toThrow(/duplicate key/);
    write(scope, put(one, "stays, too"));
  });
  expect(await namesOf(one)).toEqual(["of one", "stays", "stays, too"]);
});

test("work that went well keeps nothing to go back to", async () => {
  const gone = database.withTenant(one, async (scope) => {
    await scope.trx.attempt(() => change(scope, put(one, "tried")));
    await scope.trx.send("rollback to savepoint attempt_1");
  });
  await expect(gone).rejects.toThrow(/savepoint "attempt_1" does not exist/);
});

test("reads in one go: no write, no later question, and their failure leaves no open transaction", async () => {
  await expect(database.readTenant(one, (scope) => change(scope, put(one, "written")))).rejects.toThrow(/read-only/);
  const late = database.readTenant(one, async (scope) => {
    await rows(scope, sql`select name from test.things`);
    return rows(scope, sql`select name from test.things`);
  });
  await expect(late).rejects.toThrow("a query came after its transaction had ended");
  expect(await namesOf(one)).not.toContain("written");
  const { rows: open } = await owner.query(
    "select from pg_stat_activity where datname = $1 and state like 'idle in%'",
    [name],
  );
  expect(open).toEqual([]);
});

test("a snapshot shows all as it stood at the beginning, and writes nothing", async () => {
  const counts = await database.withTenant(
    one,
    async (scope) => {
      const count = () => rows(scope, sql`select count(*)::int as n from test.things`);
      const before = await count();
      await database.withTenant(one, (meanwhile) => change(meanwhile, put(one, "meanwhile")));
      return [before, await count()];
    },
    { snapshot: true },
  );
  expect(counts[1]).toEqual(counts[0]);
  const writing = database.withTenant(one, (scope) => change(scope, put(one, "written")), { snapshot: true });
  await expect(writing).rejects.toThrow(/read-only/);
});

test("a forgotten query never runs in the next one's scope", async () => {
  let forgotten: (() => Promise<unknown>) | undefined;
  await database.withTenant(one, async (scope) => {
    await rows(scope, sql`select 1`);
    forgotten = () => rows(scope, sql`select name from test.things`);
  });
  await expect(forgotten!()).rejects.toThrow("a query came after its transaction had ended");
});

test("work without a statement takes no connection", async () => {
  const closed = openDatabase(
    { host: "/nowhere", user: "allmende_app", database: name },
    { clock: systemClock, deliver: () => Promise.resolve(), enqueue: () => {} },
  );
  expect(await closed.withTenant(one, () => Promise.resolve(1))).toBe(1);
  await expect(closed.withTenant(one, (scope) => rows(scope, sql`select 1`))).rejects.toThrow(/ENOENT/);
  await closed.close();
});

test("a connection that breaks in the middle fails what was asked, and the next finds another", async () => {
  const broken = database.withTenant(one, async (scope) => {
    const [{ pid }] = (await rows(scope, sql<{ pid: number }>`select pg_backend_pid() as pid`)) as [{ pid: number }];
    await Promise.all([rows(scope, sql`select pg_sleep(5)`), owner.query("select pg_terminate_backend($1)", [pid])]);
  });
  await expect(broken).rejects.toThrow();
  expect(await namesOf(other)).toEqual(["of the other"]);
});
