/** A request for what is missing, through all its ends: answered in part, reminded, extended, dropped, closed over. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actorOf, addSupplement, getApplication } from "../../src/domains/applications/index.ts";
import {
  closeByHand,
  completeStep,
  dropRequest,
  extendRequest,
  findCaseOf,
  findClosure,
  findOpenRequest,
  getCase,
  listRequests,
  noteOverdue,
  remindOfRequest,
  requestInformation,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const until = "2026-12-01";

beforeAll(async () => {
  t = await openTestHouse();
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
});
afterAll(() => t.close());
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

async function asked() {
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const { id, nextTaskId } = (await here((scope) => findCaseOf(scope, application)))!;
  const request = await here((scope) =>
    requestInformation(scope, kim, id, {
      items: [
        { path: "rasse", reason: "wrong" },
        { path: "bemerkung", reason: "missing" },
      ],
      message: "Rasse und Bemerkung bitte.",
      until,
    }),
  );
  return { id, application, person, task: nextTaskId!, request };
}
const subjects = async (application: string) =>
  (await here((scope) => listMessages(scope, application))).map(({ subject }) => subject);

test("answered in part it stays open, and what came is seen; the rest ends it", async () => {
  const { id, application, person } = await asked();
  await here((scope) => addSupplement(scope, person, application, { rasse: "Pudel" }, ""));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "waiting", news: "answer" });
  const open = await here((scope) => findOpenRequest(scope, id));
  expect(open?.items.map(({ path, answered }) => [path, answered])).toEqual([
    ["rasse", true],
    ["bemerkung", false],
  ]);
  await here((scope) => addSupplement(scope, person, application, { bemerkung: "keine" }, ""));
  expect(await here((scope) => findOpenRequest(scope, id))).toBeUndefined();
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "in-progress" });
  const came = (await here((scope) => listAudit(scope, id))).filter(({ act }) => act === "cases.supplement");
  expect(came.map(({ actor }) => actor)).toEqual([actorOf(person), actorOf(person)]);
});

test("its jobs stand in the queue: a reminder three days before, a look after the last day", async () => {
  const { request } = await asked();
  const jobs = await here((scope) =>
    rows<{ name: string; at: Date }>(
      scope,
      sql`select name, start_after as at from pgboss.job where data->'data'->>'request' = ${request} order by start_after`,
    ),
  );
  expect(jobs.map(({ name, at }) => [name, at.toISOString()])).toEqual([
    ["cases.request-reminder", "2026-11-27T23:00:00.000Z"],
    ["cases.request-overdue", "2026-12-01T23:00:00.000Z"],
  ]);
});

test("the citizen is reminded once, and not when the answer is there or the day is over", async () => {
  const { application, request } = await asked();
  t.clock.set("2026-11-28T00:00:00+01:00");
  await here((scope) => remindOfRequest(scope, { request, until }));
  await here((scope) => remindOfRequest(scope, { request, until }));
  expect((await subjects(application)).filter((subject) => subject.startsWith("Erinnerung"))).toHaveLength(1);

  const answered = await asked();
  await here((scope) =>
    addSupplement(scope, answered.person, answered.application, { rasse: "Pudel", bemerkung: "-" }, ""),
  );
  await here((scope) => remindOfRequest(scope, { request: answered.request, until }));
  const late = await asked();
  t.clock.set("2026-12-02T00:00:00+01:00");
  await here((scope) => remindOfRequest(scope, { request: late.request, until }));
  for (const one of [answered, late])
    expect((await subjects(one.application)).filter((subject) => subject.startsWith("Erinnerung"))).toEqual([]);
});

test("after the last day the office is told once; nothing ends by itself", async () => {
  const { id, request } = await asked();
  t.clock.set("2026-12-01T23:59:00+01:00");
  await here((scope) => noteOverdue(scope, { request, until }));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ news: null });
  t.clock.set("2026-12-02T00:00:00+01:00");
  await here((scope) => noteOverdue(scope, { request, until }));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ news: "overdue", status: "waiting" });
});

test("more time moves day, reminder and look-after; the jobs of the old day are stale", async () => {
  const { id, application, request } = await asked();
  await expect(
    here((scope) => extendRequest(scope, kim, id, { until: "2026-11-20", reason: "Krankheit" })),
  ).rejects.toThrow("cases.deadline_past");
  await here((scope) => extendRequest(scope, kim, id, { until: "2026-12-15", reason: "Krankheit" }));
  expect(await subjects(application)).toContain("Sie haben mehr Zeit");
  t.clock.set("2026-12-02T00:00:00+01:00");
  await here((scope) => noteOverdue(scope, { request, until }));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ news: null, dueOn: "2026-12-15" });
});

test("the office goes on with what is there, and says why; a late answer is not lost", async () => {
  const { id, application, person, task } = await asked();
  await expect(here((scope) => completeStep(scope, kim, id, task, { outcome: "festsetzen" }))).rejects.toThrow(
    "cases.request_open",
  );
  await expect(here((scope) => dropRequest(scope, kim, id, " "))).rejects.toThrow("cases.reason_missing");
  await here((scope) => dropRequest(scope, kim, id, "Die Rasse ändert die Steuer nicht."));
  await expect(here((scope) => dropRequest(scope, kim, id, "noch einmal"))).rejects.toThrow("cases.no_request");
  await here((scope) => addSupplement(scope, person, application, { rasse: "Pudel" }, "Zu spät?"));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "in-progress", news: "answer" });
  await here((scope) => completeStep(scope, kim, id, task, { outcome: "festsetzen" }));
  expect((await here((scope) => listRequests(scope, id)))[0]).toMatchObject({ state: "dropped" });
});

test("a case is closed over an open request with the reason, which the citizen reads", async () => {
  for (const kind of ["lapsed", "withdrawn", "fulfilled"] as const) {
    const { id, application, person } = await asked();
    await expect(here((scope) => closeByHand(scope, kim, id, { kind, reason: "" }))).rejects.toThrow(
      "cases.reason_missing",
    );
    await here((scope) => closeByHand(scope, kim, id, { kind, reason: "Niemand hat geantwortet." }));
    const closure = await here((scope) => findClosure(scope, id));
    expect(closure).toMatchObject({ kind, decision: null, reason: "Niemand hat geantwortet." });
    const after = await here((scope) => getApplication(scope, person, application));
    expect(after.status).toBe("closed");
    expect(after.progress).toMatchObject({ closure: kind });
    expect(after.progress).not.toHaveProperty("request");
    const [told] = await here((scope) => listMessages(scope, application));
    expect(told?.body).toBe("Niemand hat geantwortet.");
    await expect(here((scope) => closeByHand(scope, kim, id, { kind, reason: "doppelt" }))).rejects.toThrow(
      "cases.closed",
    );
  }
});
