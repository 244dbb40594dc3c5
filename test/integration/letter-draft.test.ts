/** A caseworker's own words for a letter: placeholders stay, versions are kept, nobody's words are lost. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { completeStep, findCaseOf, reopenCase, type Case, type Caseworker } from "../../src/domains/cases/index.ts";
import { listLetterDrafts, listLetters } from "../../src/domains/letters/index.ts";
import { submittedDog } from "../citizen.ts";
import type { Visitor } from "../visitor.ts";
import { openMunicipality } from "../municipality.ts";

const city = openMunicipality();
const { here } = city;
let kim: Caseworker;
let desk: Visitor;
let found: Case;
let path: string;

beforeAll(async () => {
  ({ visitor: desk, staff: kim } = await city.caseworker());
});
beforeEach(async () => {
  const { id } = await submittedDog(city.t.house, city.t.musterstadt.id);
  found = (await here((scope) => findCaseOf(scope, id)))!;
  path = `/amt/vorgaenge/${found.id}/entwurf/ablehnung`;
});

/** What stands in the fields of the page, as a browser would post it. */
function fieldsOf(body: string): Record<string, string> {
  const fields = [...body.matchAll(/<textarea[^>]*\bname="(\w+)"[^>]*>([^]*?)<\/textarea>/g)];
  const decoded = (text: string): string =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return {
    ...Object.fromEntries(fields.map(([, name, text]) => [name!, decoded(text!).replace(/^\n/, "")])),
    fassung: /name="fassung" value="(\d+)"/.exec(body)![1]!,
  };
}

async function save(change: Record<string, string>): Promise<number> {
  const fields = fieldsOf((await desk.get(path)).body);
  return (await desk.post(path, { ...fields, ...change })).status;
}

async function refuse(): Promise<string> {
  const current = (await here((scope) => findCaseOf(scope, found.applicationId!)))!;
  await here((scope) =>
    completeStep(scope, kim, found.id, current.nextTaskId!, { outcome: "ablehnen", begruendung: "Darum." }),
  );
  const letter = (await here((scope) => listLetters(scope, found.id))).at(-1)!;
  return JSON.stringify([letter.paper, letter.blocks]);
}

test("what is refused comes back with every word: too long a text, a case closed meanwhile", async () => {
  const fields = fieldsOf((await desk.get(path)).body);
  const long = "Ein langer Gruß. ".repeat(400);
  const refusedAs = await desk.post(path, { ...fields, gruss: long });
  expect(refusedAs.status).toBe(409);
  expect(refusedAs.body).toContain("Kürzen");
  expect(fieldsOf(refusedAs.body)).toMatchObject({ gruss: long, fassung: fields.fassung });
  await refuse();
  const late = await desk.post(path, { ...fields, gruss: "Herzliche Grüße" });
  expect(late.status).toBe(409);
  expect(fieldsOf(late.body)).toMatchObject({ gruss: "Herzliche Grüße" });
});

test("own words go out, what answers insert stays, and who decided signs", async () => {
  const { gruss, betreff } = fieldsOf((await desk.get(path)).body);
  expect(gruss).toBe("Mit freundlichen Grüßen");
  expect(betreff).toContain("{");
  expect(await save({ gruss: "Herzliche Grüße aus dem Rathaus" })).toBe(303);
  const page = (await desk.get(path)).body;
  expect(page).toContain("<ins>Herzliche</ins>");
  expect(page).toContain("1 Absatz geändert");
  const sent = await refuse();
  expect(sent).toContain("Herzliche Grüße aus dem Rathaus");
  expect(sent).not.toContain("Mit freundlichen Grüßen");
  expect(sent).toContain("Darum.");
  expect(sent).toContain(JSON.stringify(["Im Auftrag", kim.name]));
  const closed = await desk.post(path, { fassung: "1", gruss: "Zu spät" });
  expect(closed.body).toContain("abgeschlossen");
});

test("a placeholder that is taken out or put in is refused beside its field, and nothing typed is lost", async () => {
  const fields = fieldsOf((await desk.get(path)).body);
  const refused = await desk.post(path, { ...fields, absender: "Ihr Amt", gruss: "{1 + 1} Grüße <b>" });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('href="#absatz-absender"');
  expect(refused.body).toContain('href="#absatz-gruss"');
  expect(fieldsOf(refused.body)).toMatchObject({ absender: "Ihr Amt", gruss: "{1 + 1} Grüße <b>" });
  expect(await here((scope) => listLetterDrafts(scope, found.id, "ablehnung"))).toEqual([]);
});

test("of two who write, the later is told, keeps the own words, and may save them knowingly", async () => {
  const fields = fieldsOf((await desk.get(path)).body);
  expect(await save({ gruss: "Erste Fassung" })).toBe(303);
  const told = await desk.post(path, { ...fields, gruss: "Zweite Fassung" });
  expect(told.status).toBe(409);
  expect(told.body).toContain("inzwischen gespeichert");
  const mine = fieldsOf(told.body);
  expect(mine).toMatchObject({ gruss: "Zweite Fassung", fassung: "1" });
  expect((await desk.post(path, mine)).status).toBe(303);
  const versions = await here((scope) => listLetterDrafts(scope, found.id, "ablehnung"));
  expect(versions.map(({ edits }) => edits.gruss)).toEqual(["Zweite Fassung", "Erste Fassung"]);
});

test("every version can be fetched back, the template too", async () => {
  await save({ gruss: "Eins" });
  await save({ gruss: "Zwei" });
  expect(await save({ "fassung-holen": "1" })).toBe(303);
  expect(fieldsOf((await desk.get(path)).body).gruss).toBe("Eins");
  expect(await save({ "fassung-holen": "0" })).toBe(303);
  const page = (await desk.get(path)).body;
  expect(fieldsOf(page).gruss).toBe("Mit freundlichen Grüßen");
  expect(page).toContain("wie die Vorlage");
  expect(await refuse()).toContain("Mit freundlichen Grüßen");
});

test("words written for one letter are not used again when the case is decided anew", async () => {
  await save({ gruss: "Nur dieses Mal" });
  expect(await refuse()).toContain("Nur dieses Mal");
  city.t.clock.advance(60_000);
  await here((scope) => reopenCase(scope, kim, found.id, { cause: "mistake", reason: "Ein Fehler." }));
  city.t.clock.advance(60_000);
  expect(fieldsOf((await desk.get(path)).body).gruss).toBe("Mit freundlichen Grüßen");
  expect(await refuse()).toContain("Mit freundlichen Grüßen");
});

test("a letter the service does not have is not there", async () => {
  for (const name of ["gibtesnicht", "constructor", "__proto__"])
    expect((await desk.get(`/amt/vorgaenge/${found.id}/entwurf/${name}`)).status).toBe(404);
});
