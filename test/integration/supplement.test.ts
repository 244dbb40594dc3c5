/** What the office demands is answered with the questions of the form itself: each fault is named, nothing typed is lost. */
import { beforeAll, expect, test } from "vitest";
import type { FileRef } from "@allmende/forms";
import {
  getApplication,
  listAttachments,
  listHandedIn,
  listSubmissions,
  scanAttachment,
} from "../../src/domains/applications/index.ts";
import { dropRequest, findCaseOf, requestInformation } from "../../src/domains/cases/index.ts";
import { listMessages, type Message } from "../../src/domains/messages/index.ts";
import { bella, draft, submit } from "../citizen.ts";
import { openMunicipality, type SeatedPerson } from "../municipality.ts";
import { hidden } from "../visitor.ts";

const city = openMunicipality();
const { here } = city;
let petra: SeatedPerson;
beforeAll(async () => {
  petra = await city.citizen();
});

const pdf = (name: string, bytes = "%PDF-1.7 neu"): File => new File([bytes], name);

/** A dog from a shelter with five files, of which the office wants a readable one, and two answers besides. */
async function demanded(): Promise<{ id: string; home: string }> {
  const { house, musterstadt } = city.t;
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id } = await draft(house, musterstadt.id, petra.person, answers);
  const path = `/antraege/${id}/seiten/seite_nachweis`;
  const form = new FormData();
  form.set("_stand", hidden((await petra.visitor.get(path)).body, "_stand"));
  for (let nth = 1; nth <= 5; nth += 1) form.append("uebernahmevertrag", pdf(`alt-${nth}.pdf`));
  expect((await petra.visitor.postFiles(path, form)).status).toBe(303);
  await submit(house, musterstadt.id, petra.person, id);
  const { staff } = await city.caseworker();
  await here(async (scope) =>
    requestInformation(scope, staff, (await findCaseOf(scope, id))!.id, {
      items: [
        { path: "uebernahmevertrag", reason: "unreadable" },
        { path: "geboren", reason: "wrong" },
        { path: "herkunft", reason: "wrong" },
      ],
      message: "Bitte prüfen.",
      until: "2026-12-01",
    }),
  );
  return { id, home: `/antraege/${id}` };
}

const answerOf = async (id: string) => (await here((scope) => getApplication(scope, petra.person, id))).answers;

test("each fault is named and led to; what was typed and what was uploaded stays, and goes along the next time", async () => {
  const { id, home } = await demanded();
  const page = (await petra.visitor.get(home)).body;
  expect(page).toMatch(/<legend[^>]*>.*?\(stimmt nicht\)/s);
  const first = new FormData();
  first.append("uebernahmevertrag", pdf("neu.pdf"));
  first.append("uebernahmevertrag", pdf("bild.gif", "GIF89a"));
  for (const [name, value] of [
    ["geboren.day", "31"],
    ["geboren.month", "2"],
    ["geboren.year", "2026"],
    ["herkunft", "aus_tierheim"],
    ["nachricht", "Anbei der Vertrag."],
  ])
    first.append(name!, value!);
  const refused = await petra.visitor.postFiles(`${home}/nachreichung`, first);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain("<title>Fehler: ");
  for (const target of ["geboren-day", "uebernahmevertrag"]) {
    expect(refused.body).toContain(`href="#${target}"`);
    expect(refused.body).toContain(`id="${target}"`);
  }
  for (const typed of ['value="31"', "Anbei der Vertrag.", "„neu.pdf“ mitschicken"])
    expect(refused.body).toContain(typed);
  // Nothing of it is handed in yet.
  expect(await here((scope) => listSubmissions(scope, id))).toHaveLength(1);

  const kept = /name="uebernahmevertrag\._da" value="([^"]+)"/.exec(refused.body)![1]!;
  const second = { "geboren.day": "1", "geboren.month": "4", "geboren.year": "2026", herkunft: "aus_tierheim" };
  const form = new FormData();
  for (const [name, value] of Object.entries(second)) form.append(name, value);
  form.append("uebernahmevertrag._da", kept);
  expect((await petra.visitor.postFiles(`${home}/nachreichung`, form)).status).toBe(303);
  // Five were there and no sixth has room: what could not be read is replaced, and the first submission keeps its own.
  const answers = await answerOf(id);
  expect(answers).toMatchObject({ geboren: "2026-04-01", uebernahmevertrag: [{ name: "neu.pdf" }] });
  const [submission] = await here((scope) => listSubmissions(scope, id));
  expect(submission!.answers.uebernahmevertrag).toHaveLength(5);
});

test("a file that is not wanted any more is gone, and another's is not taken", async () => {
  const other = await demanded();
  const [foreign] = (await answerOf(other.id)).uebernahmevertrag as unknown as FileRef[];
  const { id, home } = await demanded();
  const first = new FormData();
  first.append("uebernahmevertrag", pdf("falsch.pdf"));
  first.append("geboren.day", "x");
  expect((await petra.visitor.postFiles(`${home}/nachreichung`, first)).status).toBe(422);
  const second = new FormData();
  second.append("uebernahmevertrag", pdf("richtig.pdf"));
  second.append("uebernahmevertrag._da", foreign!.attachment);
  expect((await petra.visitor.postFiles(`${home}/nachreichung`, second)).status).toBe(303);
  expect(await answerOf(id)).toMatchObject({ uebernahmevertrag: [{ name: "richtig.pdf" }] });
  const names = (await here((scope) => listAttachments(scope, id))).map(({ name }) => name);
  expect(names.toSorted()).toEqual(["alt-1.pdf", "alt-2.pdf", "alt-3.pdf", "alt-4.pdf", "alt-5.pdf", "richtig.pdf"]);
});

test("what is uploaded and not yet handed in is nothing for the office, nor for whom it passes the case on to", async () => {
  const { id, home } = await demanded();
  const first = new FormData();
  first.append("uebernahmevertrag", pdf("falsch.pdf"));
  first.append("geboren.day", "x");
  expect((await petra.visitor.postFiles(`${home}/nachreichung`, first)).status).toBe(422);
  const { house, musterstadt } = city.t;
  const all = await here((scope) => listAttachments(scope, id));
  for (const one of all) await scanAttachment(house.database, house.files, undefined, musterstadt.id, one.id);
  const { visitor } = await city.caseworker();
  const desk = `/amt/vorgaenge/${(await here((scope) => findCaseOf(scope, id)))!.id}`;
  const page = (await visitor.get(desk)).body;
  expect([page.includes("alt-5.pdf"), page.includes("falsch.pdf")]).toEqual([true, false]);
  const [tried, given] = ["falsch.pdf", "alt-1.pdf"].map((file) => all.find(({ name }) => name === file)!);
  for (const way of ["", "/ansicht", "/bild", "/vorschau"])
    expect((await visitor.get(`${desk}/anlagen/${tried!.id}${way}`)).status).toBe(404);
  expect((await visitor.get(`${desk}/anlagen/${given!.id}`)).status).toBe(303);
  expect((await here((scope) => listHandedIn(scope, id))).map(({ name }) => name)).not.toContain("falsch.pdf");
});

test("a file in which a virus was found since it was uploaded answers nothing", async () => {
  const { id, home } = await demanded();
  const first = new FormData();
  first.append("uebernahmevertrag", pdf("krank.pdf"));
  first.append("geboren.day", "x");
  const refused = await petra.visitor.postFiles(`${home}/nachreichung`, first);
  const kept = /name="uebernahmevertrag\._da" value="([^"]+)"/.exec(refused.body)![1]!;
  const { house, musterstadt } = city.t;
  await scanAttachment(house.database, house.files, { scan: async () => "infected" }, musterstadt.id, kept);
  const second = new FormData();
  second.append("uebernahmevertrag._da", kept);
  const told = await petra.visitor.postFiles(`${home}/nachreichung`, second);
  expect([told.status, told.body.includes("In der Datei „krank.pdf“ wurde ein Virus gefunden.")]).toEqual([422, true]);
  expect(told.body).not.toContain("uebernahmevertrag._da");
  expect(await here((scope) => listSubmissions(scope, id))).toHaveLength(1);
});

test("an answer of nothing names what is missing first", async () => {
  const { home } = await demanded();
  const refused = await petra.visitor.postFiles(`${home}/nachreichung`, new FormData());
  expect(refused.status).toBe(422);
  expect(refused.body).toContain("Fügen Sie den Übernahmevertrag hinzu.");
  const long = await petra.visitor.postFiles(
    `${home}/nachreichung`,
    (() => {
      const form = new FormData();
      form.set("nachricht", "a".repeat(5001));
      return form;
    })(),
  );
  expect([long.status, long.body.includes('href="#nachricht"')]).toEqual([422, true]);
});

const answered = (values: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
};

test("pressed twice, or sent again from an older page, it is handed in once and nobody sees an error", async () => {
  const { id, home } = await demanded();
  const part = { "geboren.day": "1", "geboren.month": "4", "geboren.year": "2026", nachricht: "Das Foto kommt noch." };
  const press = (values: Record<string, string>) =>
    petra.visitor.postFiles(`${home}/nachreichung`, answered(values)).then(({ status }) => status);
  expect(await Promise.all([press(part), press(part), press(part)])).toEqual([303, 303, 303]);
  expect(await here((scope) => listSubmissions(scope, id))).toHaveLength(2);
  expect(await here((scope) => listMessages(scope, id))).toSatisfy(
    (all: Message[]) => all.filter(({ body }) => body === part.nachricht).length === 1,
  );
  // A new word is new, whatever stands around it.
  expect(await press({ ...part, nachricht: "Noch etwas." })).toBe(422);
});

test("an answer that nobody waits for any more is told so, and what was written stays", async () => {
  const { id, home } = await demanded();
  const { staff } = await city.caseworker();
  await here(async (scope) => dropRequest(scope, staff, (await findCaseOf(scope, id))!.id, "Es geht auch so."));
  const words = "Der Hund ist am 1. April geboren.";
  const late = await petra.visitor.postFiles(
    `${home}/nachreichung`,
    answered({ herkunft: "privat", nachricht: words }),
  );
  expect([late.status, late.body.includes("wartet nicht mehr"), late.body.includes(words)]).toEqual([409, true, true]);
  expect(await here((scope) => listSubmissions(scope, id))).toHaveLength(1);
});
