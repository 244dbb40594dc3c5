import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completeStep, findCaseOf, getCase, type Caseworker } from "../domains/cases/index.ts";
import { listTasks } from "../domains/processes/index.ts";
import { listStaff } from "../domains/tenancy/index.ts";
import type { TenantScope } from "../platform/db/database.ts";
import { submittedDog } from "../../test/citizen.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { adoptWorkflow } from "../../test/workflows.ts";
import { BadInput } from "./bad-input.ts";
import { listening } from "./cli.testing.ts";
import { migrateService, readMap } from "./process.ts";

let t: TestHouse;
let owner: pg.Client;
let first: string;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const folder = mkdtempSync(join(tmpdir(), "allmende-map-"));
const total = 1000;

/** A thousand running cases of one release: every tenth stands at the step that the new version has lost. */
beforeAll(async () => {
  t = await openTestHouse();
  owner = new pg.Client(t.owner);
  await owner.connect();
  const { id } = await submittedDog(t.house, t.musterstadt.id);
  const waiting = (await here((scope) => findCaseOf(scope, id)))!;
  first = waiting.id;
  await copy(waiting.id, total - total / 10 - 1);
  const other = await submittedDog(t.house, t.musterstadt.id);
  const posted = (await here((scope) => findCaseOf(scope, other.id)))!;
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  await here((scope) => completeStep(scope, kim, posted.id, posted.nextTaskId!, { outcome: "festsetzen" }));
  await copy(posted.id, total / 10 - 1);
}, 120_000);
afterAll(async () => {
  await owner.end();
  await t.close();
  rmSync(folder, { recursive: true });
});

/** Rows of a running case, again and again under new ids: what a thousand citizens would have left. */
async function copy(id: string, times: number): Promise<void> {
  await owner.query("create temp table if not exists fresh (old uuid, id uuid)");
  await owner.query("truncate fresh");
  await owner.query("insert into fresh select $1, gen_random_uuid() from generate_series(1, $2)", [id, times]);
  for (const [table, key, own] of [
    ["cases.cases", "id", false],
    ["processes.instances", "id", false],
    ["processes.tasks", "instance_id", true],
    ["processes.history", "instance_id", true],
  ] as const) {
    const change = { [key]: "F", ...(own && { id: "G" }), ...(table === "cases.cases" && { application_id: null }) };
    const names = await columnNames(table);
    await owner.query(
      `insert into ${table} (${names.join(", ")})
       select ${names
         .map((name) => {
           const given = change[name as keyof typeof change];
           if (given === "F") return "f.id";
           if (given === "G") return "gen_random_uuid()";
           return name in change ? "null" : `t.${name}`;
         })
         .join(", ")} from ${table} t join fresh f on t.${key} = f.old`,
    );
  }
}
async function columnNames(table: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and not attisdropped",
    [table],
  );
  return rows.map(({ name }) => name);
}

const migrate = async (to: number, dryRun: boolean, map = {}) => {
  const { io, out } = listening();
  const call = { slug: "hund-anmelden", tenant: t.musterstadt.slug, to, map, dryRun };
  return { code: await migrateService(t.house.database, call, io), out };
};
const renamed = (xml: string) =>
  xml.replaceAll(/\bangaben_pruefen\b/g, "antrag_pruefen").replaceAll(/\bmarke_versenden\b/g, "marke_drucken");

test("of a thousand running cases those that fit go on, the rest stays whole; a dry run tells it before", async () => {
  const names = (xml: string) =>
    xml.replaceAll('"angaben_pruefen"', '"antrag_pruefen"').replaceAll('"marke_versenden"', '"marke_drucken"');
  const before = await owner.query("select instance_id, element from processes.tasks order by id");
  const release = await adoptRenamed(names);
  const map = { angaben_pruefen: "antrag_pruefen" };

  const dry = await migrate(release.number, true, map);
  expect(dry.code).toBe(1);
  expect(dry.out.at(-1)).toBe(`900 cases would go on in release 2 of hund-anmelden, 100 stay as they are.`);
  expect(dry.out).toHaveLength(101);
  expect(dry.out[0]).toContain("marke_versenden is missing in the new version: name its place in the map");
  expect((await owner.query("select instance_id, element from processes.tasks order by id")).rows).toEqual(before.rows);

  const done = await migrate(release.number, false, map);
  expect(done.out.at(-1)).toBe(`900 cases go on in release 2 of hund-anmelden, 100 stay as they are.`);
  // None half moved: the release of a case, the state of its process and its open task tell of the same version.
  const { rows } = await owner.query<{ moved: boolean; places: string; count: number }>(
    `select c.release_id = $1 as moved, concat_ws(' ', s.state->'tokens'->0->>'element', k.element, c.next_element) as places, count(*)::int
     from cases.cases c join processes.instances s on s.id = c.id
     join processes.tasks k on k.instance_id = c.id and k.done_at is null and not k.cancelled group by 1, 2 order by 1`,
    [release.id],
  );
  expect(rows).toEqual([
    { moved: false, places: "marke_versenden marke_versenden marke_versenden", count: 100 },
    { moved: true, places: "antrag_pruefen antrag_pruefen antrag_pruefen", count: 900 },
  ]);
  const again = await migrate(release.number, false, { ...map, marke_versenden: "marke_drucken" });
  expect([again.code, again.out]).toEqual([0, ["100 cases go on in release 2 of hund-anmelden, 0 stay as they are."]]);
}, 120_000);

/** The texts stand under the ids of their elements: they move along. */
function adoptRenamed(names: (xml: string) => string) {
  return adoptWorkflow(t.house, t.musterstadt.id, "9.0.0", names, "hund-anmelden", (texts) =>
    JSON.parse(renamed(JSON.stringify(texts))),
  );
}

test("a moved case is worked on in the new version", async () => {
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const found = await here((scope) => getCase(scope, first));
  await here((scope) => completeStep(scope, kim, first, found.nextTaskId!, { outcome: "festsetzen" }));
  const tasks = await here((scope) => listTasks(scope, first));
  expect(tasks.map(({ element }) => element)).toEqual(["antrag_pruefen", "marke_drucken"]);
});

test("what cannot be meant is said before anything is touched", async () => {
  await expect(migrate(77, true)).rejects.toThrow(new BadInput("Musterstadt has no release 77 of hund-anmelden."));
  const path = join(folder, "map.json");
  writeFileSync(path, "{not json");
  expect(() => readMap(path)).toThrow("is not JSON");
  writeFileSync(path, '{"a": 1}');
  expect(() => readMap(path)).toThrow("is no map of ids");
});
