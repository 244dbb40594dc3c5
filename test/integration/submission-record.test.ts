/** The application as submitted: page, PDF, JSON and XML tell the same. */
import { postAnswers } from "@allmende/forms";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement, listAttachments, type Person } from "../../src/domains/applications/index.ts";
import {
  closeByHand,
  findCaseOf,
  requestInformation,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { findCurrentRelease, loadService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { readPdf } from "../../src/platform/pdf/read-pdf.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import type { SubmissionRecord } from "../../src/web/portal/record.ts";
import { bella, draft, submit } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let visitor: Visitor;
let person: Person;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  const accountId = someAccount();
  const signed = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  visitor = signed.visitor;
  person = { sessionId: signed.sessionId, accountId };
});
afterAll(async () => {
  web.close();
  await t.close();
});

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

const hostile = `<b>&"Bella"</b> ]]> 'x' 犬\u0301`;

async function submitted(): Promise<string> {
  const { id } = await draft(t.house, t.musterstadt.id, person, {
    ...bella,
    hundename: hostile,
    bemerkung: "eins\nzwei",
  });
  await submit(t.house, t.musterstadt.id, person, id);
  return id;
}

test("the receipt on paper says who, when, where it arrived and until when; not that somebody has begun", async () => {
  const id = await submitted();
  const said = await receipt(id);
  for (const part of ["Petra Beispiel", "20.4-2026-", "Uhr", "Steueramt", "Was jetzt passiert", "voraussichtlich bis"])
    expect(said).toContain(part);
  expect(said).not.toContain("Prüfung begonnen");

  // What became of it says the letter.
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  await here((scope) => closeByHand(scope, kim, found.id, { kind: "fulfilled", reason: "Schon angemeldet" }));
  const later = await receipt(id);
  expect(later).toContain("Steueramt");
  expect(later).not.toContain("Was jetzt passiert");
});

/** The words of the receipt on paper. */
async function receipt(id: string): Promise<string> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const host = `${t.musterstadt.host}.localhost:${webPort}`;
  const answer = await web.fetch(
    new Request(`http://${host}/antraege/${id}/eingang.pdf`, { headers: { host, cookie } }),
  );
  return readPdf(Buffer.from(await answer.arrayBuffer())).replaceAll(/\s+/g, " ");
}

/** Elements of an XML document with their attributes and text, in order. */
function readXml(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof found = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "" };
    found.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    if (open.length > 0) open.at(-1)!.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return found;
}

test("JSON and XML hold the same answers, labels, times and version; the page shows them", async () => {
  const id = await submitted();
  const json = await visitor.get(`/antraege/${id}/antrag.json`);
  expect(json.headers.get("content-disposition")).toBe('attachment; filename="antrag.json"');
  const record = JSON.parse(json.body) as SubmissionRecord;
  const entries = record.pages.flatMap(({ groups }) => groups.flatMap((group) => group.entries));
  expect(record).toMatchObject({
    application: id,
    fileReference: expect.stringMatching(/^20\.4-2026-/),
    submittedAt: "2026-11-17T08:00:00.000Z",
    service: { slug: "hund-anmelden", version: expect.stringMatching(/^\d+\.\d+\.\d+$/), title: "Hund anmelden" },
    supplements: [],
  });
  expect(entries.find(({ path }) => path === "hundename")).toMatchObject({
    label: "Wie heißt Ihr Hund?",
    value: hostile.normalize("NFC"),
  });

  const xml = await visitor.get(`/antraege/${id}/antrag.xml`);
  const elements = readXml(xml.body);
  expect(elements[0]).toMatchObject({
    name: "submissionRecord",
    attributes: { application: id, submittedAt: record.submittedAt, fileReference: record.fileReference },
  });
  const answers = elements.filter(({ name }) => name === "answer");
  expect(answers.map(({ attributes }) => [attributes.path, attributes.value && JSON.parse(attributes.value)])).toEqual(
    entries.map(({ path, value }) => [path, value]),
  );
  expect(elements.filter(({ name }) => name === "label").map(({ text }) => text)).toEqual(
    entries.map(({ label }) => label),
  );
  expect(elements.filter(({ name }) => name === "line").map(({ text }) => text)).toEqual(
    entries.flatMap(({ lines }) => lines),
  );

  const page = await visitor.get(`/antraege/${id}/antrag`);
  for (const { id: question } of record.pages) expect(page.body).toContain(`seite-${question}`);
  expect(page.body).toContain("Wie heißt Ihr Hund?");
  expect(page.body).not.toContain("<b>");
  const pdf = await visitor.get(`/antraege/${id}/antrag.pdf`);
  expect(pdf.body.startsWith("%PDF-")).toBe(true);
});

test("what was handed in later stands apart; what was submitted first stays as it was", async () => {
  const id = await submitted();
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const open = (await here((scope) => findCaseOf(scope, id)))!;
  await here((scope) => takeCase(scope, kim, open.id));
  const demand = { items: [{ path: "rasse", reason: "wrong" as const }], message: "Rasse?", until: "2026-12-01" };
  await here((scope) => requestInformation(scope, kim, open.id, demand));
  t.clock.advance(3_600_000);
  await here((scope) => addSupplement(scope, person, id, { rasse: "Pudel" }, "gern"));
  t.clock.advance(-3_600_000);
  const record = JSON.parse((await visitor.get(`/antraege/${id}/antrag.json`)).body) as SubmissionRecord;
  const value = (pages: SubmissionRecord["pages"]) =>
    pages.flatMap(({ groups }) => groups.flatMap(({ entries }) => entries.map(({ path, lines }) => [path, lines])));
  expect(value(record.pages)).toContainEqual(["rasse", ["Labrador"]]);
  expect(record.supplements.map(({ number, submittedAt, pages }) => [number, submittedAt, value(pages)])).toEqual([
    [2, "2026-11-17T09:00:00.000Z", [["rasse", ["Pudel"]]]],
  ]);
});

test("names the attachments the answers name, and no file that was taken out before", async () => {
  const { id } = await draft(t.house, t.musterstadt.id, person, {
    ...bella,
    herkunft: "aus_tierheim",
    tierheim_name: "Tierheim",
  });
  const upload = async (name: string): Promise<void> => {
    const form = new FormData();
    const { body } = await visitor.get(`/antraege/${id}/seiten/seite_nachweis`);
    form.set("_stand", /name="_stand" value="(\d+)"/.exec(body)![1]!);
    form.set("uebernahmevertrag", new File(["%PDF-1.7 Vertrag"], name));
    await visitor.postFiles(`/antraege/${id}/seiten/seite_nachweis`, form);
  };
  await upload("falsch.pdf");
  const { body } = await visitor.get(`/antraege/${id}/seiten/seite_nachweis`);
  const wrong = /name="_entfernen" value="([^"]+)"/.exec(body)![1]!;
  const stand = /name="_stand" value="(\d+)"/.exec(body)![1]!;
  await visitor.post(`/antraege/${id}/seiten/seite_nachweis`, { _stand: stand, _entfernen: wrong });
  await upload("vertrag.pdf");
  expect(await names(id)).toEqual(["vertrag.pdf"]);
  await submit(t.house, t.musterstadt.id, person, id);
  const record = JSON.parse((await visitor.get(`/antraege/${id}/antrag.json`)).body) as SubmissionRecord;
  expect(record.attachments).toMatchObject([
    { name: "vertrag.pdf", question: "uebernahmevertrag", type: "application/pdf", bytes: 16 },
  ]);
});

test("a file of a question that is no longer asked stays with the draft and is not submitted", async () => {
  const shelter = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id } = await draft(t.house, t.musterstadt.id, person, shelter);
  const path = (page: string): string => `/antraege/${id}/seiten/${page}`;
  const stand = async (page: string): Promise<string> =>
    /name="_stand" value="(\d+)"/.exec((await visitor.get(path(page))).body)![1]!;
  const form = new FormData();
  form.set("_stand", await stand("seite_nachweis"));
  form.set("uebernahmevertrag", new File(["%PDF-1.7 Vertrag"], "vertrag.pdf"));
  await visitor.postFiles(path("seite_nachweis"), form);
  const { form: dog } = await here(async (scope) =>
    loadService(scope, (await findCurrentRelease(scope, "hund-anmelden"))!),
  );
  const bred = postAnswers(dog, "seite_hund", { ...bella, herkunft: "aus_zucht" }).entries;
  expect((await visitor.post(path("seite_hund"), [["_stand", await stand("seite_hund")], ...bred])).status).toBe(303);
  expect(await names(id)).toEqual(["vertrag.pdf"]);
  await submit(t.house, t.musterstadt.id, person, id);
  expect(await names(id)).toEqual([]);
});

test("a file with a virus is named on the check page and keeps the draft from being sent until it is taken out", async () => {
  const shelter = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id } = await draft(t.house, t.musterstadt.id, person, shelter);
  const path = `/antraege/${id}/seiten/seite_nachweis`;
  const stand = async (): Promise<string> => hidden((await visitor.get(path)).body, "_stand");
  const upload = async (name: string) => {
    const form = new FormData();
    form.set("_stand", await stand());
    form.set("uebernahmevertrag", new File(["%PDF-1.7 Vertrag"], name));
    await visitor.postFiles(path, form);
  };
  await upload("krank.pdf");
  await here((scope) =>
    rows(scope, sql`update applications.attachments set scan = 'infected' where application_id = ${id}`),
  );
  const check = await visitor.get(`/antraege/${id}/pruefen`);
  expect(check.body).toContain("In einer Datei wurde ein Virus gefunden");
  expect(check.body).toContain(`<a href="${path}">krank.pdf</a>`);
  const send = { _einmal: hidden(check.body, "_einmal"), zustimmung: "true" };
  const refused = await visitor.post(`/antraege/${id}/einreichung`, send);
  expect([refused.status, refused.body.includes("Virus")]).toEqual([409, true]);
  const remove = /name="_entfernen" value="([^"]+)"/.exec((await visitor.get(path)).body)![1]!;
  await visitor.post(path, { _stand: await stand(), _entfernen: remove });
  await upload("gesund.pdf");
  expect((await visitor.post(`/antraege/${id}/einreichung`, send)).location).toBe(`/antraege/${id}/eingang`);
});

const names = async (id: string): Promise<string[]> =>
  (await here((scope) => listAttachments(scope, id))).map(({ name }) => name);

test("there is no record of a draft, nor for anybody else", async () => {
  const id = await submitted();
  const { id: open } = await draft(t.house, t.musterstadt.id, person, bella);
  const { visitor: other } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: someAccount() });
  for (const kind of ["", ".json", ".xml", ".pdf"]) {
    expect((await visitor.get(`/antraege/${open}/antrag${kind}`)).status).toBe(404);
    expect((await other.get(`/antraege/${id}/antrag${kind}`)).status).toBe(404);
  }
});
