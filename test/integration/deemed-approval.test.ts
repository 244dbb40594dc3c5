/** What nobody decides in time counts as granted ("Genehmigungsfiktion", § 42a VwVfG), where a law orders that. */
import { setTimeout as pause } from "node:timers/promises";
import type { Answers } from "@allmende/forms";
import { emptyOverlay, type Overlay } from "@allmende/service-package";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addSupplement, scanAttachment, withdrawApplication } from "../../src/domains/applications/index.ts";
import {
  catchUpDeemed,
  certifyDeemedApproval,
  closeByHand,
  completeAdHocTask,
  completeStep,
  countOwnTasks,
  deemGranted,
  demandCertificate,
  dropRequest,
  extendDeemedApproval,
  findCaseOf,
  findCertificate,
  findClosure,
  getCase,
  listAdHocTasks,
  listDeemedSteps,
  mayObject,
  migrateCases,
  openByHand,
  readDocument,
  readInbox,
  reopenCase,
  requestInformation,
  takeCase,
  watchDueDates,
  wordsOfBlocks,
  type Caseworker,
  type DeemedStep,
} from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { findDossier } from "../../src/domains/records/index.ts";
import { adoptService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { bella, draft, guest, submit, submittedDog } from "../citizen.ts";
import { adoptProbe, probe, probeLaw, probePackage } from "../deemed-service.ts";
import { attach } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
  await adoptProbe(t.house, t.musterstadt.id);
});
afterAll(() => t.close());
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

const endsOn = "2027-02-17";
const after = "2027-02-18T00:00:00+01:00";

async function applied(answers?: Answers) {
  const person = await guest(t.house, t.musterstadt.id);
  const { id: application } = await draft(t.house, t.musterstadt.id, person, answers, probe);
  await submit(t.house, t.musterstadt.id, person, application);
  const { id, nextTaskId } = (await here((scope) => findCaseOf(scope, application)))!;
  return { id, application, person, task: nextTaskId! };
}
const ask = (scope: TenantScope, id: string, until = "2027-03-01") =>
  requestInformation(scope, kim, id, { items: [{ path: "rasse", reason: "wrong" }], message: "Welche Rasse?", until });
const demand = (id: string) => here((scope) => ask(scope, id, "2026-12-01"));
const steps = async (id: string): Promise<Partial<DeemedStep>[]> =>
  (await here((scope) => listDeemedSteps(scope, id))).map(({ step, completeOn, endsOn: ends }) => ({
    step,
    completeOn,
    endsOn: ends,
  }));
const deem = (id: string, day = endsOn) => here((scope) => deemGranted(scope, { case: id, endsOn: day }));
const stateOf = (id: string) => here((scope) => getCase(scope, id));

test("a service whose law orders nothing has no such day", async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  expect(found.deemedOn).toBeNull();
  expect(await steps(found.id)).toEqual([]);
});

test("the period begins with the receipt, which is not counted, and its job stands in the queue", async () => {
  const { id } = await applied();
  expect((await stateOf(id)).deemedOn).toBe(endsOn);
  const [begun] = await here((scope) => listDeemedSteps(scope, id));
  expect(begun).toMatchObject({ step: "begun", completeOn: "2026-11-17", endsOn, law: probeLaw, period: "P3M" });
  expect(begun!.reasons.map(({ law }) => law)).toEqual(["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB"]);
  const jobs = await here((scope) =>
    rows<{ at: Date }>(
      scope,
      sql`select start_after as at from pgboss.job where name = 'cases.deemed-approval' and data->'data'->>'case' = ${id}`,
    ),
  );
  expect(jobs.map(({ at }) => at.toISOString())).toEqual(["2027-02-17T23:00:00.000Z"]);
});

test("a last day on which nobody works moves to the next working day", async () => {
  t.clock.set("2026-11-20T09:00:00+01:00");
  const { id } = await applied();
  expect((await stateOf(id)).deemedOn).toBe("2027-02-22");
});

test("while documents are asked for it has not begun; it begins anew when they are there, and an early job changes nothing", async () => {
  const { id, application, person } = await applied();
  t.clock.set("2026-11-19T09:00:00+01:00");
  await demand(id);
  expect((await stateOf(id)).deemedOn).toBeNull();
  t.clock.set(after);
  await deem(id);
  expect((await stateOf(id)).status).toBe("waiting");
  t.clock.set("2026-11-30T23:30:00+01:00");
  await here((scope) => addSupplement(scope, person, application, { rasse: "Pudel" }, ""));
  expect(await stateOf(id)).toMatchObject({ status: "in-progress", deemedOn: "2027-03-01" });
  expect(await steps(id)).toEqual([
    { step: "begun", completeOn: "2026-11-17", endsOn },
    { step: "halted", completeOn: null, endsOn: null },
    { step: "begun", completeOn: "2026-11-30", endsOn: "2027-03-01" },
  ]);
  t.clock.set(after);
  await deem(id);
  expect((await stateOf(id)).status).toBe("in-progress");
});

test("a virus found in what was handed in halts it and is a task of the office; in a draft it is not", async () => {
  const person = await guest(t.house, t.musterstadt.id);
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id: application } = await draft(t.house, t.musterstadt.id, person, answers, probe);
  const { id: begun } = await draft(t.house, t.musterstadt.id, person, answers, probe);
  const drafted = await attach(t.house, t.musterstadt.id, person, begun, "versuch.pdf");
  const file = await attach(t.house, t.musterstadt.id, person, application, "vertrag.pdf");
  await submit(t.house, t.musterstadt.id, person, application);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const scanner = { scan: () => Promise.resolve("infected" as const) };
  const { database, files } = t.house;
  for (const attachment of [drafted, file, file])
    await scanAttachment(database, files, scanner, t.musterstadt.id, attachment);
  expect(await steps(id)).toEqual([
    { step: "begun", completeOn: "2026-11-17", endsOn },
    { step: "halted", completeOn: null, endsOn: null },
  ]);
  const tasks = await here((scope) => listAdHocTasks(scope, id));
  expect(tasks.map(({ title, dueOn }) => [title, dueOn])).toEqual([
    ["Neu anfordern: In „vertrag.pdf“ wurde ein Virus gefunden", "2026-11-18"],
  ]);
  t.clock.set(after);
  await deem(id);
  expect(await stateOf(id)).toMatchObject({ status: "new", deemedOn: null });
});

test("an answer in part leaves it halted; going on without the rest begins it that day", async () => {
  const { id } = await applied();
  await demand(id);
  t.clock.set("2026-12-02T09:00:00+01:00");
  await here((scope) => dropRequest(scope, kim, id, "Es geht auch so."));
  expect((await stateOf(id)).deemedOn).toBe("2027-03-02");
});

test("when it has run the case is granted by law, once: closure, dossier, inbox and mail", async () => {
  const { id, application, task } = await applied();
  t.clock.set("2027-02-17T23:59:59+01:00");
  await deem(id);
  expect((await stateOf(id)).status).toBe("new");
  t.clock.set(after);
  await deem(id);
  await deem(id);
  expect(await stateOf(id)).toMatchObject({ status: "closed", deemedOn: null, nextTaskId: null });
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({
    kind: "granted",
    closedBy: "system",
    reason: `Bis zum Ablauf des 17. Februar 2027 wurde nicht entschieden. Der Antrag gilt als genehmigt: ${probeLaw}, § 42a VwVfG.`,
  });
  expect((await steps(id)).map(({ step }) => step)).toEqual(["begun", "occurred"]);
  const told = await here((scope) => listMessages(scope, application));
  expect(told.filter(({ subject }) => subject === "Ihr Antrag gilt als genehmigt")).toHaveLength(1);
  const dossier = await here((scope) => findDossier(scope, id));
  const record = dossier!.documents.find(({ kind }) => kind === "deemed-approval")!;
  const words = await here((scope) => readDocument(scope, id, record));
  expect(JSON.stringify(words)).toContain("gilt mit Ablauf des 17. Februar 2027 als genehmigt");
  expect(dossier!.closedOn).toBe("2027-02-18");
  await expect(here((scope) => completeStep(scope, kim, id, task, {}))).rejects.toThrow("cases.closed");
});

test("what is granted by law is not free: the office has a task to demand the fee, which nobody paid at application", async () => {
  const { id } = await applied();
  t.clock.set(after);
  await deem(id);
  await deem(id);
  const [task, ...others] = await here((scope) => listAdHocTasks(scope, id));
  expect([task, others]).toMatchObject([
    { title: "Gebühr festsetzen: Der Antrag gilt als genehmigt", dueOn: "2027-02-25", enteredBy: "system" },
    [],
  ]);
  await here((scope) => completeAdHocTask(scope, kim, id, task!.id));

  t.clock.set("2026-11-17T09:00:00+01:00");
  const free = await applied({ ...bella, assistenzhund: true });
  t.clock.set(after);
  await deem(free.id);
  expect((await stateOf(free.id)).status).toBe("closed");
  expect(await here((scope) => listAdHocTasks(scope, free.id))).toEqual([]);
});

test("a job that comes late changes nothing of what the law has decided: nobody decides, asks or withdraws any more", async () => {
  const { id, application, person, task } = await applied();
  t.clock.set("2027-02-18T08:00:00+01:00");
  const refused = async (work: (scope: TenantScope) => Promise<unknown>) =>
    expect(here(work)).rejects.toThrow("cases.deemed_granted");
  await refused((scope) => completeStep(scope, kim, id, task, { outcome: "ablehnen" }));
  await refused((scope) => closeByHand(scope, kim, id, { kind: "lapsed", reason: "Zu spät" }));
  await refused((scope) => extendDeemedApproval(scope, kim, id, { until: "2027-03-17", reason: "Schwierig" }));
  await refused((scope) => withdrawApplication(scope, person, application));
  await expect(demand(id)).rejects.toThrow("cases.deemed_granted");
});

test("it is extended once, with a reason and a letter; the job of the first day is stale", async () => {
  const { id } = await applied();
  t.clock.set("2027-01-25T09:00:00+01:00");
  const extend = (until: string, reason = "Ein Gutachten fehlt.") =>
    here((scope) => extendDeemedApproval(scope, kim, id, { until, reason }));
  await expect(extend("2027-03-31", " ")).rejects.toThrow("cases.reason_missing");
  await expect(extend("2027-02-17")).rejects.toThrow("cases.deemed_not_longer");
  await expect(extend("2027-05-19")).rejects.toThrow("cases.deemed_too_long");
  await extend("2027-04-03"); // a Saturday
  const moved = "2027-04-05";
  expect((await stateOf(id)).deemedOn).toBe(moved);
  await expect(extend("2027-04-30")).rejects.toThrow("cases.deemed_extended");
  const [letter] = await here((scope) => listLetters(scope, id));
  expect(letter).toMatchObject({ name: "verlaengerung", delivery: "post", notice: null });
  expect(wordsOfBlocks(letter!.paper.blocks)).toContain("bis zum 5. April 2027.\nEin Gutachten fehlt.");
  t.clock.set(after);
  await deem(id);
  expect((await stateOf(id)).status).not.toBe("closed");
  t.clock.set("2027-04-06T00:00:00+02:00");
  await deem(id, moved);
  expect((await stateOf(id)).status).toBe("closed");
});

test("what would be told too late is not extended, and a longer period stays when documents were asked for after all", async () => {
  const late = await applied();
  t.clock.set("2027-02-14T09:00:00+01:00");
  await expect(
    here((scope) => extendDeemedApproval(scope, kim, late.id, { until: "2027-03-17", reason: "Schwierig" })),
  ).rejects.toThrow("cases.deemed_told_late");
  t.clock.set("2026-11-17T09:00:00+01:00");
  const { id } = await applied();
  await here((scope) => extendDeemedApproval(scope, kim, id, { until: "2027-05-14", reason: "Schwierig" }));
  await demand(id);
  await here((scope) => dropRequest(scope, kim, id, "Es geht auch so."));
  expect((await stateOf(id)).deemedOn).toBe("2027-05-14");
  await expect(
    here((scope) => extendDeemedApproval(scope, kim, id, { until: "2027-06-30", reason: "Schwierig" })),
  ).rejects.toThrow("cases.deemed_extended");
});

test("the certificate is written on demand: the citizen asks once, the office has a task, the letter does it", async () => {
  const { id, application, person } = await applied({ ...bella, assistenzhund: true });
  await expect(here((scope) => certifyDeemedApproval(scope, kim, id, 0))).rejects.toThrow("cases.deemed_not_occurred");
  await expect(here((scope) => demandCertificate(scope, person, application))).rejects.toThrow("deemed_not_occurred");
  t.clock.set(after);
  await deem(id);
  expect(await here((scope) => findCertificate(scope, application))).toBe("open");
  const before = await here((scope) => countOwnTasks(scope, kim));
  await here((scope) => demandCertificate(scope, person, application));
  await here((scope) => demandCertificate(scope, person, application));
  expect(await here((scope) => findCertificate(scope, application))).toBe("demanded");
  expect(await here((scope) => countOwnTasks(scope, kim))).toBe(before + 1);
  const stranger = await guest(t.house, t.musterstadt.id);
  await expect(here((scope) => demandCertificate(scope, stranger, application))).rejects.toThrow("application");
  // A double click writes one letter.
  await Promise.all([0, 0].map((written) => here((scope) => certifyDeemedApproval(scope, kim, id, written))));
  expect(await here((scope) => listLetters(scope, id))).toHaveLength(1);
  expect((await here((scope) => listAdHocTasks(scope, id))).map(({ doneBy }) => doneBy)).toEqual([`staff:${kim.id}`]);
  const [letter] = await here((scope) => listLetters(scope, id));
  const words = wordsOfBlocks(letter!.paper.blocks);
  for (const said of ["17. November 2026 vollständig", "Ablauf des 17. Februar 2027", probeLaw])
    expect(words).toContain(said);
  expect((await steps(id)).map(({ step }) => step)).toEqual(["begun", "occurred", "certified"]);
  expect(await here((scope) => mayObject(scope, application))).toBe(false);
});

test("the office is told ten working days and one working day before, and the desk sorts by that day", async () => {
  const { id } = await applied();
  await here((scope) => takeCase(scope, kim, id));
  await here((scope) => rows(scope, sql`update cases.cases set due_on = null where id = ${id}`));
  await here((scope) => rows(scope, sql`update cases.cases set mode = 'trial' where id <> ${id}`));
  t.clock.set("2027-02-02T00:10:00+01:00");
  expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 0 });
  t.clock.set("2027-02-03T00:10:00+01:00");
  expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 1 });
  expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 0 });
  expect((await stateOf(id)).news).toBe("deemed-soon");
  t.clock.set("2027-02-16T00:10:00+01:00");
  expect(await here(watchDueDates)).toEqual({ soon: 1, overdue: 0, deemed: 0 });
  const desk = { staffId: kim.id, offices: [kim.departmentId], standsInFor: [], leads: null, today: "2027-02-16" };
  const page = await here((scope) => readInbox(scope, { ...desk, view: "mine", order: "due", limit: 1 }));
  expect(page.cases.map(({ id: one }) => one)).toEqual([id]);
});

test("without an application it counts, too; what the office does by itself is never granted by silence", async () => {
  const applicant = { name: "Petra Beispiel", street: "", place: "", phone: "", email: "" };
  const open = (source: "paper" | "ex-officio") =>
    here((scope) =>
      openByHand(scope, kim, {
        slug: probe,
        source,
        subject: "Brief",
        applicant,
        details: "Text",
        receivedOn: "2026-11-10",
      }),
    );
  expect((await stateOf(await open("paper"))).deemedOn).toBe("2027-02-10");
  expect((await stateOf(await open("ex-officio"))).deemedOn).toBeNull();
});

test("what was decided is never deemed after a re-opening; what ended without a decision begins again", async () => {
  const decided = await applied();
  t.clock.set(after);
  await deem(decided.id);
  const ended = await (t.clock.set("2026-11-17T09:00:00+01:00"), applied());
  await here((scope) => closeByHand(scope, kim, ended.id, { kind: "lapsed", reason: "Verwechselt" }));
  expect((await stateOf(ended.id)).deemedOn).toBeNull();
  t.clock.set("2027-03-01T09:00:00+01:00");
  const reopening = { cause: "mistake" as const, reason: "Doch." };
  await here((scope) => reopenCase(scope, kim, decided.id, reopening));
  expect((await stateOf(decided.id)).deemedOn).toBeNull();
  await here((scope) => reopenCase(scope, kim, ended.id, reopening));
  expect((await stateOf(ended.id)).deemedOn).toBe("2027-06-01");
});

const late = "2027-02-17T23:59:59+01:00";

interface Other {
  act: (scope: TenantScope, setting: Awaited<ReturnType<typeof applied>>) => Promise<unknown>;
  /** When it came first: how the case stands, and how it was closed. */
  leaves: string;
  closures: string[];
  /** What it is told when the law came first. */
  afterwards: string;
}

/** What somebody else does at the last second, what it makes of the law's turn, and what the law's turn makes of it. */
const others: Record<string, Other> = {
  decision: {
    act: (scope, { id, task }) => completeStep(scope, kim, id, task, { outcome: "ablehnen", begruendung: "Nein." }),
    leaves: "closed",
    closures: ["refused"],
    afterwards: "cases.closed",
  },
  "information request": {
    act: (scope, { id }) => ask(scope, id),
    leaves: "waiting",
    closures: [],
    afterwards: "cases.closed",
  },
  "close by hand": {
    act: (scope, { id }) => closeByHand(scope, kim, id, { kind: "fulfilled", reason: "Erledigt." }),
    leaves: "closed",
    closures: ["fulfilled"],
    afterwards: "cases.closed",
  },
  withdrawal: {
    act: (scope, { person, application }) => withdrawApplication(scope, person, application),
    leaves: "closed",
    closures: ["withdrawn"],
    afterwards: "applications.not_open",
  },
  "the same job": {
    act: (scope, { id }) => deemGranted(scope, { case: id, endsOn }),
    leaves: "closed",
    closures: ["granted"],
    afterwards: "nothing to do",
  },
  takeover: {
    act: (scope, { id }) => takeCase(scope, kim, id),
    leaves: "closed",
    closures: ["granted"],
    afterwards: "cases.closed",
  },
};
const pairs = Object.keys(others).flatMap((who) => [[who, "first"] as const, [who, "second"] as const]);

test.each(pairs)("of %s, coming %s, and the law at the same moment one wins, the other is told", async (who, when) => {
  const setting = await applied();
  const { id } = setting;
  const other = others[who]!;
  const law = (scope: TenantScope): Promise<unknown> => deemGranted(scope, { case: id, endsOn });
  const [one, two] = when === "second" ? [law, other.act] : [other.act, law];
  t.clock.set(when === "second" || who === "the same job" ? after : late);
  const done = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const began = here(async (scope) => {
    await one(scope, setting);
    done.resolve();
    await gate.promise;
  });
  await done.promise;
  t.clock.set(after);
  const second = here((scope) => two(scope, setting)).then(
    () => "nothing to do",
    (error: Error) => error.message,
  );
  await pause(150);
  gate.resolve();
  await began;
  expect(await second).toBe(when === "second" ? other.afterwards : "nothing to do");
  const closures = await here((scope) =>
    rows<{ kind: string }>(scope, sql`select kind from cases.closures where case_id = ${id}`),
  );
  expect(closures.map(({ kind }) => kind)).toEqual(when === "second" ? ["granted"] : other.closures);
  expect((await stateOf(id)).status).toBe(when === "second" ? "closed" : other.leaves);
});

test("a job that was lost is ordered once more by the upkeep", async () => {
  const { id } = await applied();
  await here((scope) => rows(scope, sql`update cases.cases set deemed_on = null where id <> ${id}`));
  t.clock.set(late);
  expect(await here(catchUpDeemed)).toBe(0);
  t.clock.set(after);
  expect(await here(catchUpDeemed)).toBe(1);
  await deem(id);
  expect(await here(catchUpDeemed)).toBe(0);
});

test("a case moves to no version of its service that names no law for its deemed approval", async () => {
  const { id } = await applied();
  await here((scope) => rows(scope, sql`update cases.cases set status = 'closed' where id <> ${id}`));
  const { deemedApproval: _, ...service } = probePackage().service;
  const lawless = { ...probePackage(), service: { ...service, version: "2.0.0" } };
  const { id: to } = await here((scope) => adoptService(scope, "system", lawless, emptyOverlay as Overlay, "live"));
  for (const dryRun of [true, false]) {
    const moved = await migrateCases(t.house.database, t.musterstadt.id, { slug: probe, to, map: {}, dryRun });
    expect(moved).toMatchObject({ moved: 0, stay: [{ id, misfits: [{ element: "deemedApproval" }] }] });
  }
  expect((await stateOf(id)).releaseId).not.toBe(to);
});
