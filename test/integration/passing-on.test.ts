/** A case goes to the competent authority: inside the alliance a case opens there, outside the citizen learns who it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { text } from "node:stream/consumers";
import {
  fetchHandoverAnswer,
  findCaseOf,
  findClosure,
  getCase,
  listContacts,
  listHandovers,
  listNotes,
  reopenCase,
  wordsOfBlocks,
  listReopenings,
  passOnCase,
  paperOfDocument,
  receiveHandover,
  takeCase,
  completeStep,
  draftLetter,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { findDossier } from "../../src/domains/records/index.ts";
import { publishCurrentOffer, setStatus } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { getApplication, listAttachments, scanAttachment } from "../../src/domains/applications/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, rows, sql } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { submittedDog } from "../citizen.ts";
import { attach } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { bella, draft, guest, submit } from "../citizen.ts";
import { signedIn, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const there = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.beispielheim.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
  for (const { id } of [t.musterstadt, t.beispielheim])
    await publishCurrentOffer(t.house.database, id, "hund-anmelden");
});
afterAll(async () => {
  web.close();
  await t.close();
});

const atDesk = async (): Promise<Visitor> =>
  (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim.id })).visitor;
const casesThere = () => there((scope) => rows<{ id: string }>(scope, sql`select id from cases.cases order by id`));
const toBeispielheim = () => ({ tenant: t.beispielheim.id, name: t.beispielheim.name });

/** Passed on, and the job with what it carries. */
async function passedOn(id: string) {
  await here((scope) => passOnCase(scope, kim, id, { to: toBeispielheim(), reason: "Der Hund lebt dort." }));
  const [handover] = await here((scope) => listHandovers(scope, id));
  return { handover: handover!.id, from: t.musterstadt.id, to: t.beispielheim.id };
}

test("a case opens there with answers, files and the day it first arrived; the citizen learns its number there", async () => {
  const person = await guest(t.house, t.musterstadt.id);
  const shelter = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id: application } = await draft(t.house, t.musterstadt.id, person, shelter);
  await attach(t.house, t.musterstadt.id, person, application, "vertrag.pdf");
  await submit(t.house, t.musterstadt.id, person, application);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  t.clock.set("2026-11-19T09:00:00+01:00");
  // What is not scanned yet goes nowhere.
  await expect(passedOn(id)).rejects.toThrow("cases.scan_running");
  expect(await here((scope) => getCase(scope, id))).toMatchObject({ status: "new" });
  for (const { id: attachment } of await here((scope) => listAttachments(scope, application)))
    await scanAttachment(t.house.database, t.house.files, undefined, t.musterstadt.id, attachment);
  const sent = await passedOn(id);
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "passed-on", decision: null });
  expect(await here((scope) => listMessages(scope, application))).toMatchObject([
    { body: expect.stringContaining("Zuständig ist: Stadt Beispielheim") },
    expect.anything(),
  ]);

  await receiveHandover(t.house.database, t.house.files, sent);
  await receiveHandover(t.house.database, t.house.files, sent);
  const [opened, ...others] = await casesThere();
  expect(others).toEqual([]);
  const found = await there((scope) => getCase(scope, opened!.id));
  expect(found).toMatchObject({ source: "handover", status: "new", assigneeId: null, applicant: "Petra Beispiel" });
  expect(found.receivedAt.toISOString().slice(0, 10)).toBe("2026-11-16");
  expect(found.nextElement).toBe("angaben_pruefen");
  const [note] = await there((scope) => listNotes(scope, opened!.id));
  expect(note?.body).toContain("Abgegeben von Stadt Musterstadt (Aktenzeichen 20.4-2026-0001): Der Hund lebt dort.");
  expect(note?.body).toContain("Wie heißt Ihr Hund? Bella");
  expect(await there((scope) => listContacts(scope, opened!.id))).toMatchObject([
    { name: "Petra Beispiel", street: "Lindenweg 7", place: "12345 Musterstadt" },
  ]);
  const dossier = await there((scope) => findDossier(scope, opened!.id));
  const handedOver = dossier?.documents.find(({ kind }) => kind === "handover");
  const paper = await there((scope) => paperOfDocument(scope, dossier!, handedOver!));
  expect(wordsOfBlocks(paper!.blocks)).toContain("Der Hund lebt dort.");
  const file = dossier?.documents.find(({ kind }) => kind === "handover-file");
  const { stream } = await t.house.files.read(t.beispielheim.id, file!.fileId!);
  expect(await text(stream)).toBe("%PDF-1.7\n");

  const answered = { handover: sent.handover, from: sent.from };
  await fetchHandoverAnswer(t.house.database, answered);
  await fetchHandoverAnswer(t.house.database, answered);
  expect(await here((scope) => listHandovers(scope, id))).toMatchObject([
    { state: "taken", takenAs: found.fileReference },
  ]);
  const told = await here((scope) => listMessages(scope, application));
  expect(told.filter(({ body }) => body.includes(`Ihr Aktenzeichen dort: ${found.fileReference}`))).toHaveLength(1);
  expect((await (await atDesk()).get(`/amt/vorgaenge/${id}`)).body).toContain("Dort angekommen");

  // It goes the way of its service there, to its end.
  const [pat] = (await there(listStaff)) as unknown as [Caseworker];
  await there((scope) => takeCase(scope, pat, opened!.id));
  const refusal = { outcome: "ablehnen", begruendung: "Schon angemeldet." };
  // What the form asked came as a document, not as answers: what a letter would insert of them is written in.
  const texts = { betreff: "Ihre Anmeldung" };
  await there((scope) => draftLetter(scope, pat, opened!.id, "ablehnung", { texts, after: 0 }));
  await there((scope) => completeStep(scope, pat, opened!.id, found.nextTaskId!, refusal));
  expect((await there((scope) => listLetters(scope, opened!.id)))[0]?.paper.recipient).toContain("Lindenweg 7");
});

test("the other authority sees the shared row and nothing else, until the share ends", async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const before = (await casesThere()).length;
  const sent = await passedOn(id);
  expect(await there((scope) => rows(scope, sql`select id from cases.cases where id = ${id}`))).toEqual([]);
  expect(await there((scope) => rows(scope, sql`select id from applications.applications`))).toEqual([]);
  expect(
    await there((scope) => change(scope, sql`update cases.handovers set reason = 'x' where id = ${sent.handover}`)),
  ).toBe(0);
  await here((scope) =>
    change(scope, sql`update tenancy.shares set until = '2020-01-01' where row_id = ${sent.handover}`),
  );
  await receiveHandover(t.house.database, t.house.files, sent);
  expect((await casesThere()).length).toBe(before);
});

test("what is offered there no more comes back: the case is open again, and the citizen is told", async () => {
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const sent = await passedOn(id);
  const before = (await casesThere()).length;
  await here((scope) => change(scope, sql`update cases.handovers set slug = 'nirgends' where id = ${sent.handover}`));
  await receiveHandover(t.house.database, t.house.files, sent);
  await fetchHandoverAnswer(t.house.database, { handover: sent.handover, from: sent.from });
  expect((await casesThere()).length).toBe(before);
  expect(await here((scope) => getCase(scope, id))).toMatchObject({
    status: "in-progress",
    nextElement: "angaben_pruefen",
  });
  expect(await here((scope) => listReopenings(scope, id))).toMatchObject([{ cause: "returned" }]);
  expect(await here((scope) => getApplication(scope, person, application))).toMatchObject({ status: "in-process" });
});

test("what comes back to a case that was taken up again meanwhile is noted there, and is no longer on its way", async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const sent = await passedOn(id);
  await here((scope) => reopenCase(scope, kim, id, { cause: "mistake", reason: "Doch bei uns." }));
  const before = await here((scope) => getCase(scope, id));
  await here((scope) => change(scope, sql`update cases.handovers set slug = 'nirgends' where id = ${sent.handover}`));
  await receiveHandover(t.house.database, t.house.files, sent);
  await fetchHandoverAnswer(t.house.database, { handover: sent.handover, from: sent.from });
  expect(await here((scope) => listHandovers(scope, id))).toMatchObject([{ state: "returned" }]);
  expect(await here((scope) => getCase(scope, id))).toEqual(before);
  const [note] = await here((scope) => listNotes(scope, id));
  expect(note).toMatchObject({ author: "Stadt Beispielheim" });
  expect(note!.body).toContain("nicht mehr an");
});

test("the page offers the administrations that have the service, or a name outside the alliance", async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const path = `/amt/vorgaenge/${id}/abgabe`;
  const desk = await atDesk();
  const page = (await desk.get(path)).body;
  expect(page).toContain(`value="${t.beispielheim.id}"`);
  expect(page).not.toContain(`value="${t.musterstadt.id}"`);
  expect((await desk.post(path, { verwaltung: "", stelle: "", grund: "Umzug" })).body).toContain('href="#stelle"');
  expect((await desk.post(path, { verwaltung: t.musterstadt.id, stelle: "", grund: "Umzug" })).status).toBe(422);
  expect((await desk.post(path, { verwaltung: t.beispielheim.id, stelle: "", grund: "Umzug" })).status).toBe(303);
  expect(await here((scope) => listHandovers(scope, id))).toMatchObject([
    { state: "sent", toName: "Stadt Beispielheim" },
  ]);

  await there((scope) => setStatus(scope, "system", "hund-anmelden", "paused"));
  await publishCurrentOffer(t.house.database, t.beispielheim.id, "hund-anmelden");
  const { id: next } = await submittedDog(t.house, t.musterstadt.id);
  const other = (await here((scope) => findCaseOf(scope, next)))!;
  expect((await desk.get(`/amt/vorgaenge/${other.id}/abgabe`)).body).not.toContain(t.beispielheim.id);
  const outside = { verwaltung: "", stelle: "Stadt Fernhausen", grund: "Umzug" };
  expect((await desk.post(`/amt/vorgaenge/${other.id}/abgabe`, outside)).status).toBe(303);
  expect(await here((scope) => listHandovers(scope, other.id))).toEqual([]);
  expect((await here((scope) => listMessages(scope, next)))[0]?.body).toContain("Zuständig ist: Stadt Fernhausen");
});
