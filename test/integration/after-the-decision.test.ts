/** Objection, re-opening, passing on, statements of other offices, and cases nobody applied for. */
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getApplication, withdrawApplication } from "../../src/domains/applications/index.ts";
import {
  askStatement,
  completeStep,
  enterObjection,
  fetchStatement,
  findCaseOf,
  findClosure,
  getAskedStatement,
  getCase,
  giveStatement,
  listAskedStatements,
  listObjections,
  listReopenings,
  mayObject,
  listStatements,
  draftLetter,
  openByHand,
  passOnCase,
  raiseObjection,
  readDocument,
  reopenCase,
  settleObjection,
  withdrawStatement,
  wordsOfBlocks,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { listHistory, listTasks } from "../../src/domains/processes/index.ts";
import { findDossier } from "../../src/domains/records/index.ts";
import { listDepartments, listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, rows, sql } from "../../src/platform/db/query.ts";
import { guest, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const there = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.beispielheim.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
});
afterAll(() => t.close());
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

async function dog() {
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  return { application, person, id: found.id, task: found.nextTaskId! };
}
const finish = (id: string, task: string, input: object) => here((scope) => completeStep(scope, kim, id, task, input));
async function refused() {
  const one = await dog();
  await finish(one.id, one.task, { outcome: "ablehnen", begruendung: "Der Hund lebt nicht hier." });
  return one;
}

describe("an objection", () => {
  test("comes from the citizen in place, is counted as in time, and is remedied by deciding anew", async () => {
    const { id, application, person } = await refused();
    await here((scope) => raiseObjection(scope, person, application, "Er lebt sehr wohl hier."));
    const [objection] = await here((scope) => listObjections(scope, id));
    expect(objection).toMatchObject({ channel: "online", inTime: true, remedyUntil: "2026-12-23", state: "open" });
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "closed", news: "objection" });
    await expect(here((scope) => raiseObjection(scope, person, application, "Noch einmal"))).rejects.toThrow(
      "cases.objection_open",
    );

    await here((scope) =>
      settleObjection(scope, kim, id, { ending: "remedied", reason: "Die Meldung liegt jetzt vor." }),
    );
    const again = await here((scope) => getCase(scope, id));
    expect(again).toMatchObject({ status: "in-progress", nextElement: "angaben_pruefen", assigneeId: kim.id });
    expect(await here((scope) => getApplication(scope, person, application))).toMatchObject({ status: "in-process" });
    await finish(id, again.nextTaskId!, { outcome: "festsetzen" });
    await finish(id, (await here((scope) => getCase(scope, id))).nextTaskId!, { outcome: "done" });
    expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "granted", decision: { reasons: "" } });
    const closures = await here((scope) =>
      rows<{ kind: string }>(scope, sql`select kind from cases.closures where case_id = ${id} order by id`),
    );
    expect(closures.map(({ kind }) => kind)).toEqual(["refused", "granted"]);
    expect(await here((scope) => listReopenings(scope, id))).toMatchObject([{ cause: "objection" }]);
  });

  test("is decided as such: a case is not re-opened past it, and a second decision can be contested again", async () => {
    const { id, application, person } = await refused();
    await here((scope) => raiseObjection(scope, person, application, "Doch"));
    const again = { cause: "mistake" as const, reason: "Versehen" };
    await expect(here((scope) => reopenCase(scope, kim, id, again))).rejects.toThrow("cases.objection_undecided");
    await here((scope) => settleObjection(scope, kim, id, { ending: "remedied", reason: "Wir prüfen neu." }));
    t.clock.set("2027-03-01T09:00:00+01:00");
    const { nextTaskId } = await here((scope) => getCase(scope, id));
    await finish(id, nextTaskId!, { outcome: "ablehnen", begruendung: "Immer noch nicht." });
    await here((scope) => raiseObjection(scope, person, application, "Immer noch"));
    expect(
      (await here((scope) => listObjections(scope, id))).map(({ state, inTime, remedyUntil }) => [
        state,
        inTime,
        remedyUntil,
      ]),
    ).toEqual([
      ["remedied", true, "2026-12-23"],
      ["open", true, "2027-04-05"],
    ]);
  });

  test("that comes too late is taken all the same, and says so", async () => {
    const { id, application, person } = await refused();
    t.clock.set("2026-12-24T09:00:00+01:00");
    await here((scope) => raiseObjection(scope, person, application, "Ich war verreist."));
    expect(await here((scope) => listObjections(scope, id))).toMatchObject([{ inTime: false }]);
  });

  test("on paper counts from the day it arrived; sent on, the case stays closed", async () => {
    const { id, application } = await refused();
    t.clock.set("2026-12-28T09:00:00+01:00");
    const paper = { channel: "paper", body: "Brief vom 20.12.", raisedOn: "2026-12-23" } as const;
    await expect(here((scope) => enterObjection(scope, kim, id, { ...paper, raisedOn: "2026-12-29" }))).rejects.toThrow(
      "cases.day_ahead",
    );
    await here((scope) => enterObjection(scope, kim, id, paper));
    expect(await here((scope) => listObjections(scope, id))).toMatchObject([{ inTime: true, channel: "paper" }]);
    await here((scope) => settleObjection(scope, kim, id, { ending: "forwarded", reason: "Wir bleiben dabei." }));
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "closed", news: null });
    const [told] = await here((scope) => listMessages(scope, application));
    expect(told?.subject).toBe("Ihr Widerspruch liegt bei der Widerspruchsbehörde");
    await expect(
      here((scope) => settleObjection(scope, kim, id, { ending: "withdrawn", reason: "doch" })),
    ).rejects.toThrow("cases.no_objection");
  });

  test("needs a decision, and whoever raises it takes part in the application", async () => {
    const open = await dog();
    await expect(here((scope) => raiseObjection(scope, open.person, open.application, "Zu früh"))).rejects.toThrow(
      "cases.nothing_decided",
    );
    const { application } = await refused();
    const stranger = await guest(t.house, t.musterstadt.id);
    await expect(here((scope) => raiseObjection(scope, stranger, application, "Ich auch"))).rejects.toThrow(
      "not found",
    );
  });
});

describe("the remedy that a decision tells", () => {
  const land = async (code: string, court: object | null) => {
    const owner = new pg.Client(t.owner);
    await owner.connect();
    await owner.query("update tenancy.tenants set land = $1, court = $2 where id = $3", [
      code,
      court,
      t.musterstadt.id,
    ]);
    await owner.end();
  };
  const court = { name: "Verwaltungsgericht Lindenau", street: "Gerichtsweg 1", postcode: "12340", place: "Lindenau" };
  const footOf = async (id: string) => (await here((scope) => listLetters(scope, id)))[0]?.paper.foot?.join(" ");
  afterEach(() => land("HE", null));

  test("is the objection where the Land keeps it", async () => {
    const { id } = await refused();
    expect(await footOf(id)).toMatch(/eines Monats nach seiner Bekanntgabe Widerspruch einlegen.*Rathausplatz 1/);
  });

  test("is the action before the named court where the Land abolished the objection; none is taken then", async () => {
    await land("NI", court);
    const { id, application, person } = await refused();
    expect(await footOf(id)).toMatch(
      /Klage erheben. Richten Sie die Klage an: Verwaltungsgericht Lindenau, Gerichtsweg 1/,
    );
    expect(await footOf(id)).not.toContain("Widerspruch");
    expect(await here((scope) => mayObject(scope, application))).toBe(false);
    await expect(here((scope) => raiseObjection(scope, person, application, "Doch"))).rejects.toThrow(
      "cases.only_action",
    );
  });

  test("is both where the Land leaves the choice", async () => {
    await land("BY", court);
    const { id, application } = await refused();
    expect(await footOf(id)).toMatch(
      /Widerspruch einlegen oder sofort klagen.*Rathausplatz 1.*Verwaltungsgericht Lindenau/,
    );
    expect(await here((scope) => mayObject(scope, application))).toBe(true);
  });

  test("is never half: without the court the decision is refused, and nothing happened", async () => {
    await land("NI", null);
    const { id, task } = await dog();
    await expect(finish(id, task, { outcome: "ablehnen", begruendung: "Nein." })).rejects.toThrow(
      "cases.court_missing",
    );
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "new", nextElement: "angaben_pruefen" });
  });
});

describe("a re-opening", () => {
  test("adds itself, keeps closure, letters and history, and opens the dossier again", async () => {
    const { id } = await refused();
    expect((await here((scope) => findDossier(scope, id)))?.retainUntil).toBe("2036-12-31");
    const before = await here((scope) => listHistory(scope, id));
    await here((scope) => reopenCase(scope, kim, id, { cause: "mistake", reason: "Falscher Hund." }));
    expect(await here((scope) => findDossier(scope, id))).toMatchObject({ closedOn: null, retainUntil: null });
    expect((await here((scope) => listHistory(scope, id))).slice(0, before.length)).toEqual(before);
    expect(await here((scope) => listLetters(scope, id))).toHaveLength(1);
    const tasks = await here((scope) => listTasks(scope, id));
    expect(tasks.map(({ element, doneAt }) => [element, doneAt !== null])).toEqual([
      ["angaben_pruefen", true],
      ["angaben_pruefen", false],
    ]);
    await expect(
      here((scope) => reopenCase(scope, kim, id, { cause: "mistake", reason: "noch einmal" })),
    ).rejects.toThrow("cases.not_closed");
    await expect(here((scope) => change(scope, sql`update cases.closures set kind = 'granted'`))).rejects.toThrow(
      "permission denied",
    );
  });

  test("does not undo what the citizen took back", async () => {
    const { id, application, person } = await dog();
    await here((scope) => withdrawApplication(scope, person, application));
    await expect(here((scope) => reopenCase(scope, kim, id, { cause: "mistake", reason: "doch" }))).rejects.toThrow(
      "cases.withdrawn",
    );
  });
});

test("a case is passed on to the competent authority, and the citizen is told to whom", async () => {
  const { id, application, person } = await dog();
  await expect(here((scope) => passOnCase(scope, kim, id, { to: { name: " " }, reason: "Umzug" }))).rejects.toThrow(
    "cases.authority_missing",
  );
  await here((scope) =>
    passOnCase(scope, kim, id, { to: { name: "Gemeinde Nebenan" }, reason: "Sie wohnen jetzt dort." }),
  );
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "passed-on", decision: null });
  expect(await here((scope) => getApplication(scope, person, application))).toMatchObject({
    status: "closed",
    progress: { closure: "passed-on" },
  });
  expect((await here((scope) => listMessages(scope, application)))[0]?.body).toContain("Gemeinde Nebenan");
});

describe("a statement", () => {
  const demand = { question: "Ist der Hund bekannt?", shows: ["hundename"], until: "2026-12-01" };

  test("of an office of the same administration: it sees the question and the named answers", async () => {
    const { id } = await dog();
    const departments = await here(listDepartments);
    const asked = departments.find((one) => one.id !== kim.departmentId)!;
    const statement = await here((scope) => askStatement(scope, kim, id, { ...demand, of: { department: asked.id } }));
    const member: Caseworker = { ...kim, departmentId: asked.id };
    const [seen] = await here((scope) => listAskedStatements(scope, asked.id));
    expect(seen).toMatchObject({ id: statement, facts: [{ lines: ["Bella"] }] });
    await expect(here((scope) => giveStatement(scope, kim, statement, "Ich darf nicht"))).rejects.toThrow("not found");
    await here((scope) => giveStatement(scope, member, statement, "Nein, unbekannt."));
    await expect(here((scope) => giveStatement(scope, member, statement, "Doch"))).rejects.toThrow(
      "cases.statement_settled",
    );
    expect(await here((scope) => listStatements(scope, id))).toMatchObject([
      { state: "given", answer: "Nein, unbekannt." },
    ]);
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ news: "statement" });
  });

  test("of another municipality: it sees this row and nothing else, and answers in a row of its own", async () => {
    const { id, application } = await dog();
    const other = { tenant: t.beispielheim.id, name: t.beispielheim.name };
    const statement = await here((scope) => askStatement(scope, kim, id, { ...demand, of: other }));
    const [pat] = (await there(listStaff)) as unknown as [Caseworker];
    expect(await there((scope) => listAskedStatements(scope, pat.departmentId))).toMatchObject([
      { id: statement, question: demand.question, facts: [{ lines: ["Bella"] }] },
    ]);
    for (const table of [
      "cases.cases",
      "cases.closures",
      "cases.notes",
      "applications.applications",
      "processes.instances",
    ])
      expect(await there((scope) => rows(scope, sql`select from ${sql.table(table)}`)), table).toEqual([]);
    expect(application).toBeDefined();
    expect(
      await there((scope) => change(scope, sql`update cases.statements set answer = 'x' where id = ${statement}`)),
    ).toBe(0);

    await there((scope) => giveStatement(scope, pat, statement, "Bei uns gemeldet bis Oktober."));
    await expect(there((scope) => giveStatement(scope, pat, statement, "Doppelt"))).rejects.toThrow(
      "cases.statement_settled",
    );
    const brought = { statement, askedBy: t.musterstadt.id };
    await fetchStatement(t.house.database, brought);
    await fetchStatement(t.house.database, brought);
    expect(await here((scope) => listStatements(scope, id))).toMatchObject([
      { state: "given", answer: "Bei uns gemeldet bis Oktober.", givenBy: pat.name },
    ]);
    const filed = await here((scope) => findDossier(scope, id));
    expect(filed?.documents.filter(({ kind }) => kind === "statement")).toHaveLength(1);
  });

  test("of two colleagues who answer at once one is told, and no question outlives its case", async () => {
    const asked = (await here(listDepartments)).find((one) => one.id !== kim.departmentId)!;
    const member: Caseworker = { ...kim, departmentId: asked.id };
    const ask = (id: string) =>
      here((scope) => askStatement(scope, kim, id, { ...demand, of: { department: asked.id } }));
    const { id } = await dog();
    const statement = await ask(id);
    const both = await Promise.allSettled(
      ["Erste", "Zweite"].map((answer) => here((scope) => giveStatement(scope, member, statement, answer))),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { message: "cases.statement_settled" },
    });

    const { id: closed, task } = await dog();
    const [first, second] = [await ask(closed), await ask(closed)];
    await here((scope) => withdrawStatement(scope, kim, closed, first));
    await expect(here((scope) => withdrawStatement(scope, kim, closed, first))).rejects.toThrow("statement_settled");
    await finish(closed, task, { outcome: "ablehnen", begruendung: "Nein." });
    expect((await here((scope) => listStatements(scope, closed))).map(({ state }) => state)).toEqual([
      "withdrawn",
      "withdrawn",
    ]);
    expect((await here((scope) => listAskedStatements(scope, asked.id))).map((one) => one.caseId)).not.toContain(
      closed,
    );
    await expect(here((scope) => giveStatement(scope, member, second, "Zu spät"))).rejects.toThrow("statement_settled");
  });

  test("what another municipality wrote before it could know that the case is closed is kept", async () => {
    const { id, task } = await dog();
    const other = { tenant: t.beispielheim.id, name: t.beispielheim.name };
    const statement = await here((scope) => askStatement(scope, kim, id, { ...demand, of: other }));
    const [pat] = (await there(listStaff)) as unknown as [Caseworker];
    await there((scope) => giveStatement(scope, pat, statement, "Bei uns gemeldet."));
    await finish(id, task, { outcome: "ablehnen", begruendung: "Nein." });
    await fetchStatement(t.house.database, { statement, askedBy: t.musterstadt.id });
    expect(await here((scope) => listStatements(scope, id))).toMatchObject([
      { state: "given", answer: "Bei uns gemeldet." },
    ]);
  });

  test("is out of sight when its share has ended", async () => {
    const { id } = await dog();
    const other = { tenant: t.beispielheim.id, name: t.beispielheim.name };
    const statement = await here((scope) => askStatement(scope, kim, id, { ...demand, of: other }));
    const [pat] = (await there(listStaff)) as unknown as [Caseworker];
    await there((scope) => getAskedStatement(scope, pat.departmentId, statement));
    await here((scope) =>
      change(scope, sql`update tenancy.shares set until = '2020-01-01' where row_id = ${statement}`),
    );
    await expect(there((scope) => getAskedStatement(scope, pat.departmentId, statement))).rejects.toThrow("not found");
    await expect(there((scope) => giveStatement(scope, pat, statement, "Spät"))).rejects.toThrow("not found");
  });
});

describe("a case without an application", () => {
  const call = {
    slug: "hund-anmelden",
    source: "phone",
    subject: "Rex",
    applicant: { name: "Ina Probst", street: "Am Markt 1", place: "12345 Musterstadt", phone: "", email: "" },
    details: "Ruft an: Hund seit gestern hier.",
    receivedOn: "2026-11-16",
  } as const;

  test("goes the way of its service; its letter is addressed by hand and goes by post", async () => {
    const id = await here((scope) => openByHand(scope, kim, call));
    const opened = await here((scope) => getCase(scope, id));
    expect(opened).toMatchObject({ source: "phone", applicationId: null, status: "in-progress", assigneeId: kim.id });
    expect(opened.fileReference).toMatch(/^20\.4-2026-/);
    // Nobody applied, so nothing is known that its letter could insert: it says so, and the words are the caseworker's.
    const decision = { outcome: "ablehnen", begruendung: "Schon angemeldet." };
    await expect(finish(id, opened.nextTaskId!, decision)).rejects.toThrow("letters.gaps");
    expect(await here((scope) => listLetters(scope, id))).toEqual([]);
    const texts = {
      betreff: "Hundesteuer: Ihre Anmeldung",
      ablehnung: "wir nehmen Ihren Anruf vom {eingang} nicht als Anmeldung.",
    };
    const draft = { texts, after: 0 };
    expect(await here((scope) => draftLetter(scope, kim, id, "ablehnung", draft))).toEqual(new Map());
    const without = { texts: { ...texts, ablehnung: "Nein." }, after: 1 };
    const problems = await here((scope) => draftLetter(scope, kim, id, "ablehnung", without));
    expect(problems).toEqual(new Map([["ablehnung", "placeholder-missing"]]));
    await finish(id, opened.nextTaskId!, decision);
    expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "refused" });
    const [letter] = await here((scope) => listLetters(scope, id));
    expect(letter?.paper.recipient).toEqual(["Ina Probst", "Am Markt 1", "12345 Musterstadt"]);
    expect(letter?.applicationId).toBeNull();
    // What was said lies in the dossier, too.
    const filed = (await here((scope) => findDossier(scope, id)))!.documents;
    expect(filed.map(({ title }) => title)).toEqual(["Anruf", expect.stringContaining("Hundesteuer")]);
    const said = await here((scope) => readDocument(scope, id, filed[0]!));
    expect(wordsOfBlocks(said!.blocks)).toBe(call.details);
  });

  test("needs to say who and what, unless the office acts by itself", async () => {
    const nobody = { ...call, applicant: { ...call.applicant, name: " " } };
    await expect(here((scope) => openByHand(scope, kim, nobody))).rejects.toThrow("cases.name_missing");
    await expect(here((scope) => openByHand(scope, kim, { ...call, details: "" }))).rejects.toThrow(
      "cases.reason_missing",
    );
    const id = await here((scope) => openByHand(scope, kim, { ...nobody, source: "ex-officio" }));
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ applicant: "Von Amts wegen" });
  });
});
