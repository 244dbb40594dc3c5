/**
 * A case's life, broken off at each statement of each step, the commit too: what is not acknowledged has left nothing
 * behind in any table, and the same step taken again is done once. (Real kills of a real server: npm run durability.)
 */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement, type Person } from "../../src/domains/applications/index.ts";
import {
  completeStep,
  findCaseOf,
  getCase,
  onTimer,
  raiseObjection,
  reopenCase,
  requestInformation,
  settleObjection,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listWaits } from "../../src/domains/processes/index.ts";
import { rooms } from "../../src/domains/floors.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { adoptWorkflow, withElements } from "../workflows.ts";

let t: TestHouse;
let owner: pg.Client;
let kim: Caseworker;
let left = Infinity;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse({
    beforeStatement(text) {
      // As after a kill, nothing more is sent; the connection is given back, so that the test can go on with it.
      if (text !== "rollback" && !text.startsWith("begin") && --left <= 0) throw new Error("broken off");
    },
  });
  owner = new pg.Client(t.owner);
  await owner.connect();
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
  await adoptWorkflow(
    t.house,
    t.musterstadt.id,
    "9.0.0",
    withElements(`
      <bpmn:boundaryEvent id="zu_lange" attachedToRef="angaben_pruefen" cancelActivity="false"><bpmn:outgoing>zur_leitung</bpmn:outgoing>
        <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
      <bpmn:sequenceFlow id="zur_leitung" sourceRef="zu_lange" targetRef="leitung" />
      <bpmn:userTask id="leitung" name="Leitung"><bpmn:incoming>zur_leitung</bpmn:incoming></bpmn:userTask>`),
  );
});
afterAll(async () => {
  await owner.end();
  await t.close();
});

interface Life {
  id: string;
  application: string;
  person: Person;
}
const items = [{ path: "rasse", reason: "wrong" as const }];

/** The steps of a life, in their order; each begins where the one before ended. */
const life: [name: string, step: (scope: TenantScope, on: Life) => Promise<unknown>][] = [
  ["take", (scope, { id }) => takeCase(scope, kim, id)],
  [
    "timer",
    async (scope, { id }) => {
      const [wait] = await listWaits(scope, id);
      if (wait) await onTimer(scope, { instance: id, subscription: wait.subscription });
    },
  ],
  ["request", (scope, { id }) => requestInformation(scope, kim, id, { items, message: "Rasse?", until: "2026-12-20" })],
  ["answer", (scope, { application, person }) => addSupplement(scope, person, application, { rasse: "Pudel" }, "Da")],
  [
    "decision",
    async (scope, { id }) =>
      completeStep(scope, kim, id, (await getCase(scope, id)).nextTaskId!, {
        outcome: "ablehnen",
        begruendung: "Nein.",
      }),
  ],
  ["objection", (scope, { application, person }) => raiseObjection(scope, person, application, "Doch!")],
  ["remedy", (scope, { id }) => settleObjection(scope, kim, id, { ending: "remedied", reason: "Stimmt." })],
  [
    "second decision",
    async (scope, { id }) =>
      completeStep(scope, kim, id, (await getCase(scope, id)).nextTaskId!, {
        outcome: "ablehnen",
        begruendung: "Doch nicht.",
      }),
  ],
  ["re-opening", (scope, { id }) => reopenCase(scope, kim, id, { cause: "new-facts", reason: "Neues." })],
];

async function begin(): Promise<Life> {
  left = Infinity;
  t.clock.set("2026-11-17T09:00:00+01:00");
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  t.clock.set("2026-11-21T09:00:00+01:00");
  return { id, application, person };
}

test("every step of a life breaks off at every statement without a trace, and is done once when taken again", async () => {
  const on = await begin();
  const points: Record<string, number> = {};
  for (const [name, step] of life) {
    const before = await traces();
    for (let n = 1; ; n++) {
      left = n;
      const done = await here((scope) => step(scope, on)).then(
        () => true,
        (error: Error) => {
          expect(error.message, `${name}, statement ${n}`).toBe("broken off");
          return false;
        },
      );
      left = Infinity;
      if (done) {
        points[name] = n - 1;
        break;
      }
      expect(await traces(), `${name}, statement ${n}`).toEqual(before);
    }
    expect(await traces(), name).not.toEqual(before);
  }
  expect(Object.keys(points)).toEqual(life.map(([name]) => name));
  for (const [name, count] of Object.entries(points)) expect(count, name).toBeGreaterThan(5);
  console.info("statements broken off:", JSON.stringify(points));
  const { rows } = await owner.query("select kind from cases.closures where case_id = $1 order by id", [on.id]);
  expect(rows).toEqual([{ kind: "refused" }, { kind: "refused" }]);
}, 120_000);

/** One hash over every row of every room, of the trail and of the queue. */
async function traces(): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = any($1) order by 1",
    [[...rooms, "audit", "platform"]],
  );
  const each = [...tables.map(({ name }) => name), "pgboss.job"].map(
    (name) =>
      `select '${name}' as place, md5(coalesce(string_agg(r::text, ' ' order by r::text), '')) as hash from ${name} r`,
  );
  const { rows } = await owner.query(`${each.join(" union all ")} order by place`);
  return JSON.stringify(rows);
}
