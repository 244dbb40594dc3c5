/** The caseworker's pages for each step on a case: shown, refused with what was typed, done. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement } from "../../src/domains/applications/index.ts";
import {
  completeStep,
  findCaseOf,
  findClosure,
  getCase,
  listContacts,
  listNotes,
  listObjections,
  listStatements,
  onStep,
  requestInformation,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listFailingSteps } from "../../src/domains/processes/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { getRow, sql } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { draft, submit, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";
import { adoptWorkflow } from "../workflows.ts";

let t: TestHouse;
let web: Web;
let kim: Caseworker;
let desk: Visitor;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
  ({ visitor: desk } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim.id }));
});
afterAll(async () => {
  web.close();
  await t.close();
});

async function dog() {
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  await here((scope) => takeCase(scope, kim, found.id));
  return { application, person, id: found.id, task: found.nextTaskId!, path: `/amt/vorgaenge/${found.id}` };
}
async function refused() {
  const one = await dog();
  await here((scope) => completeStep(scope, kim, one.id, one.task, { outcome: "ablehnen", begruendung: "Nein." }));
  return one;
}

const verbs: [noun: string, start: () => Promise<{ path: string }>, good: Record<string, string>, bad: string][] = [
  ["abschluss", dog, { art: "lapsed", grund: "Niemand meldet sich." }, "grund"],
  ["abgabe", dog, { stelle: "Gemeinde Nebenan", grund: "Umzug." }, "stelle"],
  ["wiederaufnahme", refused, { anlass: "mistake", grund: "Falscher Hund." }, "grund"],
  ["widerspruch", refused, { weg: "paper", tag: "2026-11-17", text: "Das stimmt nicht." }, "tag"],
];
test.each(verbs)("%s: its page asks, keeps what was typed, and does it", async (noun, start, good, bad) => {
  const { path } = await start();
  expect((await desk.get(path)).body).toContain(`href="${path}/${noun}"`);
  expect((await desk.get(`${path}/${noun}`)).status).toBe(200);
  const wrong = await desk.post(`${path}/${noun}`, { ...good, [bad]: bad === "tag" ? "2027-01-01" : "" });
  expect(wrong.status).toBe(422);
  expect(wrong.body).toContain(`href="#${bad}"`);
  const typed = Object.entries(good).find(([name]) => name === "grund" || name === "text")!;
  if (bad !== typed[0]) expect(wrong.body).toContain(typed[1]);
  const done = await desk.post(`${path}/${noun}`, good);
  expect([done.status, done.location]).toEqual([303, path]);
  expect((await desk.get(path)).status).toBe(200);
});

test("a day that is none is asked for again, wherever somebody writes one", async () => {
  const [open, closed] = [await dog(), await refused()];
  const pages: [path: string, day: string, fields: Record<string, string>][] = [
    [`${open.path}/aufgabe`, "bis", { was: "Anrufen", an: `person|${kim.id}` }],
    [`${open.path}/nachforderung`, "bis", { punkt: "hund_name", nachricht: "Wie heißt er?" }],
    [`${closed.path}/widerspruch`, "tag", { weg: "paper", text: "Das stimmt nicht." }],
    ["/amt/neuer-vorgang", "tag", { leistung: "hund-anmelden", weg: "phone", name: "Petra", anliegen: "Ein Hund." }],
    ["/amt/vertretung", "bis", { von: "2026-11-17", vertretung: kim.id }],
  ];
  for (const [path, name, fields] of pages)
    for (const wrong of ["2027-02-31", "30.11.2027", "morgen"]) {
      const answer = await desk.post(path, { ...fields, [name]: wrong });
      expect([path, wrong, answer.status]).toEqual([path, wrong, 422]);
      expect(answer.body).toContain(`href="#${name}"`);
    }
});

test("an objection is shown with its period and decided on its page", async () => {
  const { id, path } = await refused();
  await desk.post(`${path}/widerspruch`, { weg: "record", tag: "2026-11-17", text: "Das stimmt nicht." });
  expect((await desk.get(path)).body).toContain("in der Frist");
  expect((await desk.get(`${path}/abhilfe`)).body).toContain("Das stimmt nicht.");
  await desk.post(`${path}/abhilfe`, { ausgang: "remedied", grund: "Sie haben recht." });
  expect(await here((scope) => listObjections(scope, id))).toMatchObject([{ state: "remedied" }]);
  expect((await desk.get(path)).body).toContain("Wieder aufgenommen: Widerspruch");
});

test("the citizen objects in place, once a decision stands", async () => {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const person = { sessionId, accountId };
  const { id: application } = await draft(t.house, t.musterstadt.id, person);
  await submit(t.house, t.musterstadt.id, person, application);
  const path = `/antraege/${application}`;
  expect((await visitor.get(path)).body).not.toContain(`${path}/widerspruch`);
  expect((await visitor.get(`${path}/widerspruch`)).status).toBe(404);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  const refusal = { outcome: "ablehnen", begruendung: "Nein." };
  await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, refusal));
  expect((await visitor.get(path)).body).toContain(`${path}/widerspruch`);
  expect((await visitor.get(`${path}/widerspruch`)).body).toContain("Widerspruch einlegen?");
  const sent = await visitor.post(`${path}/widerspruch`, { text: "Er lebt doch hier." });
  expect([sent.status, sent.location]).toEqual([303, path]);
  const after = (await visitor.get(path)).body;
  expect(after).toContain("Ihr Widerspruch ist angekommen");
  expect(after).not.toContain(`${path}/widerspruch`);
  expect(await here((scope) => listObjections(scope, found.id))).toMatchObject([{ channel: "online", inTime: true }]);
});

test("a request is shown with its ways on; an answer is shown beside the old one", async () => {
  const { id, application, person, path } = await dog();
  const demand = { message: "Bitte die Rasse.", until: "2026-12-01" };
  await here((scope) => requestInformation(scope, kim, id, { ...demand, items: [{ path: "rasse", reason: "wrong" }] }));
  for (const noun of ["aktenlage", "fristverlaengerung"])
    expect((await desk.get(path)).body).toContain(`${path}/${noun}`);
  const longer = await desk.post(`${path}/fristverlaengerung`, { bis: "2026-12-20", grund: "Krank." });
  expect(longer.status).toBe(303);
  await here((scope) => addSupplement(scope, person, application, { rasse: "Pudel" }, ""));
  const page = (await desk.get(path)).body;
  expect(page).toContain("<del>Labrador</del>");
  expect(page).toContain("<ins>Pudel</ins>");
  expect((await desk.post(`${path}/aktenlage`, { grund: "egal" })).status).toBe(409);
});

test("another administration is asked, and answers on its own desk", async () => {
  const { id, path } = await dog();
  const asked = await desk.post(`${path}/stellungnahme`, {
    stelle: `verwaltung|${t.beispielheim.id}`,
    frage: "Ist der Hund bei Ihnen gemeldet?",
    angabe: "hundename",
    bis: "2026-12-10",
  });
  expect(asked.status).toBe(303);
  const [pat] = await t.house.database.withTenant(t.beispielheim.id, listStaff);
  const { visitor } = await signedIn(t.house, web, t.beispielheim, { kind: "staff", staffId: pat!.id });
  expect((await visitor.get("/amt")).body).toContain("/amt/stellungnahmen");
  const [statement] = await here((scope) => listStatements(scope, id));
  const page = (await visitor.get(`/amt/stellungnahmen/${statement!.id}`)).body;
  expect(page).toContain("Bella");
  expect(page).not.toContain("Labrador");
  expect((await visitor.post(`/amt/stellungnahmen/${statement!.id}`, { antwort: " " })).status).toBe(422);
  expect((await visitor.post(`/amt/stellungnahmen/${statement!.id}`, { antwort: "Nein." })).status).toBe(303);
  expect((await visitor.get("/amt/stellungnahmen")).body).toContain("Hier liegt nichts");
  // The one who did not ask and is not asked sees no question.
  expect((await desk.get(`/amt/stellungnahmen/${statement!.id}`)).status).toBe(404);
});

test("a call becomes a case", async () => {
  const call = { leistung: "hund-anmelden", weg: "phone", tag: "2026-11-17", betreff: "Rex", name: "Ina Probst" };
  const wrong = await desk.post("/amt/neuer-vorgang", { ...call, anliegen: "" });
  expect([wrong.status, wrong.body.includes("Ina Probst")]).toEqual([422, true]);
  const done = await desk.post("/amt/neuer-vorgang", { ...call, anliegen: "Hund seit gestern." });
  expect(done.status).toBe(303);
  const page = (await desk.get(done.location)).body;
  expect(page).toContain("Ina Probst");
  expect(page).toContain("Hund seit gestern.");
});

test("pressed twice it is done once, and both presses lead to the same place; other words are another press", async () => {
  const { id, path } = await dog();
  const press = async (page: string, words: Record<string, string>, to = page) => {
    const fields = { ...words, _einmal: hidden((await desk.get(page)).body, "_einmal") };
    const [first, ...again] = await Promise.all([1, 2, 3].map(() => desk.post(to, fields)));
    for (const same of [...again, await desk.post(to, fields)])
      expect([same.status, same.location]).toEqual([303, first!.location]);
    return { first: first!, fields };
  };
  const call = {
    leistung: "hund-anmelden",
    weg: "phone",
    tag: "2026-11-17",
    name: "Dora Doppelt",
    anliegen: "Ruft an.",
  };
  const { first } = await press("/amt/neuer-vorgang", call);
  expect((await desk.get(first.location)).body).toContain("Dora Doppelt");
  const { count } = await here((scope) =>
    getRow(
      scope,
      sql<{ count: number }>`select count(*)::int as count from cases.cases where applicant = 'Dora Doppelt'`,
      "count",
    ),
  );
  expect(count).toBe(1);

  const { fields } = await press(path, { text: "Zweimal gedrückt" }, `${path}/notizen`);
  await desk.post(`${path}/notizen`, { ...fields, text: "Von derselben Seite, etwas anderes" });
  await press(`${path}/kontakt`, { rolle: "other", name: "Ina Probst" });
  expect((await here((scope) => listNotes(scope, id))).map(({ body }) => body).toSorted()).toEqual([
    "Von derselben Seite, etwas anderes",
    "Zweimal gedrückt",
  ]);
  expect((await here((scope) => listContacts(scope, id))).map(({ name }) => name)).toEqual(["Ina Probst"]);
});

test("what was refused is pressed again from the same page", async () => {
  const { path } = await dog();
  const key = hidden((await desk.get(`${path}/kontakt`)).body, "_einmal");
  expect((await desk.post(`${path}/kontakt`, { _einmal: key, name: "" })).status).toBe(422);
  expect((await desk.post(`${path}/kontakt`, { _einmal: key, name: "" })).status).toBe(422);
});

test("an incident is shown in its list and its case, and settled there", async () => {
  await adoptWorkflow(t.house, t.musterstadt.id, "9.1.0", (xml) =>
    xml.replace('type="letter" name="steuerbescheid"', 'type="fax"'),
  );
  const { id, task, path } = await dog();
  await here((scope) => completeStep(scope, kim, id, task, { outcome: "festsetzen" }));
  expect((await desk.get(path)).body).toContain("Nächster Versuch");
  for (let tried = 1; tried < 5; tried++) {
    const [failing] = await here((scope) => listFailingSteps(scope, id));
    await here((scope) => onStep(scope, { instance: id, token: failing!.token }));
  }
  expect((await desk.get("/amt/stoerungen")).body).toContain(path);
  const page = (await desk.get(path)).body;
  const [, action = ""] = /action="(\/amt\/vorgaenge\/[^"]*\/stoerungen\/[^"]*)"/.exec(page) ?? [];
  expect((await desk.post(action, { ende: "skip", grund: "Brief ging per Hand raus." })).status).toBe(303);
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextElement: "marke_versenden" });
  expect(await here((scope) => findClosure(scope, id))).toBeUndefined();
  expect((await desk.post(action, { ende: "retry", grund: "noch einmal" })).status).toBe(409);
});
