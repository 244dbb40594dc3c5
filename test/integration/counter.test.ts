/** A caseworker takes an application in with its citizen: at the counter, on the phone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postAnswers, type Answers } from "@allmende/forms";
import { emptyOverlay } from "@allmende/service-package";
import pg from "pg";
import { parse } from "yaml";
import { beforeAll, expect, test } from "vitest";
import {
  getApplication,
  makeResumeKey,
  resumeDraft,
  savePage,
  submitApplication,
  type Person,
} from "../../src/domains/applications/index.ts";
import { findCaseOf, listAdHocTasks } from "../../src/domains/cases/index.ts";
import { adoptService, loadPinned } from "../../src/domains/services/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import { change, getRow, json, rows, sql } from "../../src/platform/db/query.ts";
import { Printer } from "../../src/platform/pdf/printer.ts";
import { readPdf } from "../../src/platform/pdf/read-pdf.ts";
import { root } from "../../src/platform/root.ts";
import type { SubmissionRecord } from "../../src/web/portal/record.ts";
import { bella, draft, guest, toms } from "../citizen.ts";
import { loadLibrary } from "../house.ts";
import { openMunicipality } from "../municipality.ts";
import { webPort, type Visitor } from "../visitor.ts";

const city = openMunicipality({
  services: ["hund-anmelden", "versammlung-anzeigen", "jagdschein-wiedererteilung"],
});
const { here } = city;
let kim: Visitor;
let sascha: Visitor;
let asKim: Person;

beforeAll(async () => {
  ({ visitor: kim, person: asKim } = await city.caseworker());
  ({ visitor: sascha } = await city.caseworker(1));
});

const petra = { leistung: "hund-anmelden", weg: "counter", name: "Petra Beispiel", ausweis: "document", mail: "" };

async function begin(fields: Partial<typeof petra> = {}): Promise<string> {
  if (!fields.name) city.t.clock.advance(60_000);
  const begun = await kim.post("/amt/antrag-aufnehmen", { ...petra, ...fields });
  expect(begun.status).toBe(303);
  return begun.location.split("/")[3]!;
}

/** Fills the whole form in as the caseworker. */
async function fill(id: string, answers: Answers = bella): Promise<void> {
  await here(async (scope) => {
    const { release_id, revision } = await getRow<{ release_id: string; revision: number }>(
      scope,
      sql`select release_id, revision from applications.applications where id = ${id}`,
      "draft",
    );
    const { form } = await loadPinned(scope, release_id);
    let known = revision;
    for (const page of form.pages.filter(({ part }) => part === undefined))
      known = (await savePage(scope, asKim, id, page.id, postAnswers(form, page.id, answers), known)).application
        .revision;
  });
}

/** Number and code as the mail to the citizen told them. */
async function mailedKey(id: string): Promise<{ nummer: string; code: string }> {
  const sent = await kim.post(`/amt/antraege/${id}/zugang`, { mail: `${id}@beispiel.example` });
  expect(sent.body).toContain("Der Zugang ist unterwegs");
  const [mail] = await here((scope) =>
    rows<{ body: string }>(
      scope,
      sql`select body from messages.mails where recipient = ${`${id}@beispiel.example`} order by id desc limit 1`,
    ),
  );
  // The office never sees the code.
  const code = /Code: (\S+)/.exec(mail!.body)![1]!;
  expect(sent.body).not.toContain(code);
  return { nummer: /Vorgangsnummer: (\S+)/.exec(mail!.body)![1]!, code };
}

async function opened(key: { nummer: string; code: string }) {
  const citizen = city.stranger();
  await citizen.get("/stand");
  return { citizen, seen: await citizen.post("/stand", key) };
}

test("an application taken in at the counter tells everywhere who entered it for whom", async () => {
  const id = await begin();
  const first = await kim.get(`/amt/antraege/${id}/weiter`);
  const page = await kim.get(first.location);
  expect(page.body).toContain("Am Schalter, für Petra Beispiel.");
  expect(page.body).toContain(`action="/amt/antraege/${id}/seiten/`);
  // The same checks, in the same words.
  const refused = await kim.post(first.location, { vorname: "Petra", _stand: "1" });
  expect([refused.status, refused.body.includes("al-desknote")]).toEqual([422, true]);

  await fill(id);
  const check = await kim.get(`/amt/antraege/${id}/pruefen`);
  expect(check.body).toContain("Antrag für Petra Beispiel absenden");
  expect((await kim.post(`/amt/antraege/${id}/einreichung`, { _einmal: "1" })).status).toBe(422);
  const sent = await kim.post(`/amt/antraege/${id}/einreichung`, { _einmal: "1", zustimmung: "true" });
  expect([sent.status, sent.location]).toEqual([303, `/amt/antraege/${id}/eingang`]);

  const found = (await here((scope) => findCaseOf(scope, id)))!;
  const done = await kim.get(sent.location);
  expect(done.body).toContain(`/amt/vorgaenge/${found.id}`);
  expect(found).toMatchObject({ source: "counter", applicant: "Petra Beispiel" });
  const history = await here((scope) => listAudit(scope, found.id));
  expect(history.find(({ act }) => act === "cases.take-in-counter")?.actor).toBe(`staff:${asKim.staffId}`);
  const desk = await kim.get(`/amt/vorgaenge/${found.id}`);
  expect(desk.body).toContain("Am Schalter aufgenommen");
  expect(desk.body).toContain("Kim Muster, am Schalter, für Petra Beispiel (Ausweis gesehen)");

  const { citizen, seen } = await opened(await mailedKey(id));
  expect(seen.body).toContain("Der Code vom Amt galt nur einmal.");
  expect((await citizen.get(`/antraege/${id}`)).body).toContain("Kim Muster hat ihn mit Ihnen aufgenommen.");
  const record = JSON.parse((await citizen.get(`/antraege/${id}/antrag.json`)).body) as SubmissionRecord;
  expect(record.hands).toEqual([
    expect.objectContaining({
      role: "caseworker",
      name: "Kim Muster",
      channel: "counter",
      applicant: "Petra Beispiel",
      identifiedBy: "document",
      answers: expect.arrayContaining(["vorname", "hundename"]),
    }),
  ]);
  expect(JSON.stringify(record)).not.toContain(asKim.staffId);
  const xml = (await citizen.get(`/antraege/${id}/antrag.xml`)).body;
  expect(xml).toContain('<hand role="caseworker" name="Kim Muster" channel="counter" applicant="Petra Beispiel"');
  const shown = (await citizen.get(`/antraege/${id}/antrag`)).body;
  expect(shown).toContain("Kim Muster, am Schalter, für Petra Beispiel");
  expect(shown).toContain("alle Angaben");
  expect((await citizen.get(`/antraege/${id}/antrag.pdf`)).headers.get("content-type")).toBe("application/pdf");
});

test("what the citizen changed alone is theirs, and only the rest is the caseworker's", async () => {
  const id = await begin();
  await fill(id);
  const { citizen } = await opened(await mailedKey(id));
  const seite = "seite_hund";
  const at = `/antraege/${id}/seiten/${seite}`;
  const stand = /name="_stand" value="(\d+)"/.exec((await citizen.get(at)).body)![1]!;
  const fields = { hundename: "Rex", rasse: "Labrador", chipnummer: "276098100044718", _stand: stand };
  expect((await citizen.post(at, fields)).status).toBeLessThan(423);
  const { entered, answers } = await here((scope) =>
    getRow<{ entered: Record<string, string>; answers: Answers }>(
      scope,
      sql`select entered, answers from applications.applications where id = ${id}`,
      "draft",
    ),
  );
  expect(answers).toMatchObject({ hundename: "Rex" });
  expect(entered.vorname).toBe(`staff:${asKim.staffId}`);
  expect(Object.keys(entered)).not.toContain("hundename");
  expect(Object.keys(entered)).not.toContain("rasse");
});

test("once the citizen opens it, the office's code is worth nothing and the caseworker has no way in", async () => {
  const id = await begin();
  const key = await mailedKey(id);
  expect((await kim.get(`/amt/antraege/${id}/spaeter`)).status).toBe(200);
  const { citizen, seen } = await opened(key);
  const [, own] = [...seen.body.matchAll(/<dd>([A-Z0-9-]+)<\/dd>/g)].map(([, word = ""]) => word);
  expect(seen.status).toBe(200);
  expect((await citizen.get(`/antraege/${id}/weiter`)).status).toBe(303);

  for (const path of ["", "/weiter", "/spaeter", "/pruefen", "/seiten/seite_hund", "/blatt.pdf"])
    expect((await kim.get(`/amt/antraege/${id}${path}`)).status, path).toBe(404);
  for (const path of ["/zugang", "/zugang.pdf", "/loeschung", "/einreichung", "/seiten/seite_hund"])
    expect((await kim.post(`/amt/antraege/${id}${path}`, { mail: "kim@amt.example", zustimmung: "true" })).status).toBe(
      404,
    );
  expect((await kim.get("/amt/antrag-aufnehmen")).body).not.toContain(id);
  expect((await opened(key)).seen.status).toBe(422);
  expect((await opened({ nummer: key.nummer, code: own! })).seen.status).toBe(303);
});

test("a day after it was sent the caseworker reads nothing more of it there, and makes no access to it", async () => {
  const id = await begin();
  await fill(id);
  await kim.post(`/amt/antraege/${id}/einreichung`, { _einmal: "9", zustimmung: "true" });
  const reach = () => here((scope) => getApplication(scope, asKim, id).then(() => true));
  city.t.clock.advance(23 * 3_600_000);
  expect(await reach()).toBe(true);
  city.t.clock.advance(2 * 3_600_000);
  await expect(reach()).rejects.toThrow("application");
  await expect(here((scope) => makeResumeKey(scope, asKim, id))).rejects.toThrow("application");
  city.t.clock.advance(-25 * 3_600_000);
});

test("a citizen's own draft, a colleague's intake and a planted cookie lead nowhere", async () => {
  const own = await draft(city.t.house, city.t.musterstadt.id, await guest(city.t.house, city.t.musterstadt.id));
  const intake = await begin();
  for (const path of [
    "/weiter",
    "/seiten/seite_hund",
    "/pruefen",
    "/spaeter",
    "/blatt.pdf",
    "/fassung",
    "/uebersicht",
  ]) {
    expect((await kim.get(`/amt/antraege/${own.id}${path}`)).status, path).toBe(404);
    expect((await sascha.get(`/amt/antraege/${intake}${path}`)).status, path).toBe(404);
  }
  // The caseworker's cookie is none at the portal, a guest's none at the desk.
  const planted = city.stranger();
  planted.cookies.set("al_portal", kim.cookies.get("al_amt")!);
  expect((await planted.get(`/antraege/${intake}/weiter`)).status).toBe(401);
  const nobody = city.stranger();
  await nobody.get("/leistungen/hund-anmelden/antrag");
  await nobody.post("/leistungen/hund-anmelden/antrag", { vorname: "Petra" });
  nobody.cookies.set("al_amt", nobody.cookies.get("al_portal")!);
  expect((await nobody.get(`/amt/antraege/${intake}/weiter`)).location).toMatch(/^\/amt\/anmeldung/);
  expect((await nobody.post("/amt/antrag-aufnehmen", petra)).status).toBe(401);
});

test("a second click on the button is no second application", async () => {
  const both = await Promise.all([1, 2].map(() => begin({ name: "Doppelt Geklickt" })));
  expect(both[0]).toBe(both[1]);
  city.t.clock.advance(60_000);
  expect(await begin({ name: "Doppelt Geklickt" })).not.toBe(both[0]);
});

test("whoever begins without a name, or sees documents on the phone, is told at the field and keeps what was typed", async () => {
  const unnamed = await kim.post("/amt/antrag-aufnehmen", { ...petra, name: " ", mail: "p@beispiel.example" });
  expect([unnamed.status, unnamed.body.includes('value="p@beispiel.example"')]).toEqual([422, true]);
  const heard = await kim.post("/amt/antrag-aufnehmen", { ...petra, weg: "phone" });
  expect([heard.status, heard.body.includes("Am Telefon sehen Sie keinen Ausweis.")]).toEqual([422, true]);
});

test("the questions before a form are asked at the desk, too", async () => {
  const begun = await kim.post("/amt/antrag-aufnehmen", { ...petra, leistung: "versammlung-anzeigen" });
  expect(begun.location).toMatch(/\/voraussetzung$/);
  expect((await kim.get(begun.location)).body).toContain("Müssen Sie die Versammlung anzeigen?");
  const barred = await kim.post(begun.location, { treffpunkt_art: "in_raum" });
  expect(barred.body).toContain("Das müssen Sie nicht anzeigen");
  const passed = await kim.post(begun.location, { treffpunkt_art: "unter_himmel", meinung: "true", spontan: "false" });
  expect(passed.location).toMatch(/\/amt\/antraege\/[^/]+\/weiter$/);
});

const hunter = (
  parse(readFileSync(join(root, "library/jagdschein-wiedererteilung/journeys/wiedererteilung.yaml"), "utf8")) as {
    answers: Answers;
  }[]
)[0]!.answers;

/** The words of a PDF that the caseworker prints. */
/** How many steps were open in the database whenever something was printed. */
function stepsWhilePrinting(): { end(): Promise<number[]> } {
  const { printer } = city.t.house;
  const seen: Promise<number>[] = [];
  printer.print = async (paper) => {
    seen.push(openSteps());
    await seen.at(-1);
    return Printer.prototype.print.call(printer, paper);
  };
  return {
    end() {
      Reflect.deleteProperty(printer, "print");
      return Promise.all(seen);
    },
  };
}

async function openSteps(): Promise<number> {
  const client = new pg.Client(city.t.owner);
  await client.connect();
  const { rows: found } = await client.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  );
  await client.end();
  return found[0]!.n;
}

async function pdf(path: string, method = "GET"): Promise<string> {
  const answer = await city.web.fetch(
    new Request(`http://${city.t.musterstadt.host}.localhost:${webPort}${path}`, {
      method,
      headers: {
        host: `${city.t.musterstadt.host}.localhost:${webPort}`,
        cookie: `al_amt=${kim.cookies.get("al_amt")}`,
        ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(method === "POST" && { body: new URLSearchParams({ _token: kim.token(path) }).toString() }),
    }),
  );
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  const bytes = Buffer.from(await answer.arrayBuffer());
  return readPdf(bytes).replaceAll(/\s+/g, " ");
}

/** A form with declarations, filled in; its files are named and not there. */
async function withDeclarations(weg: string): Promise<string> {
  const id = await begin({ leistung: "jagdschein-wiedererteilung", weg, ausweis: "stated" });
  const { tag: _tag, monat: _monat, jahr: _jahr, ...rest } = hunter;
  await here((scope) =>
    change(
      scope,
      sql`update applications.applications set answers = ${json({ ...rest, tag: 4, monat: 2, jahr: 1985 })} where id = ${id}`,
    ),
  );
  return id;
}

test("a declaration is submitted only with how it was given; a sheet that is to come is a task", async () => {
  const id = await withDeclarations("phone");
  const check = await kim.get(`/amt/antraege/${id}/pruefen`);
  expect(check.status).toBe(200);
  expect(check.body).toContain("Wie hat Petra Beispiel unterschrieben?");
  expect(check.body).not.toContain('value="sheet"');
  for (const unterschrift of ["", "sheet", "irgendwie"]) {
    const refused = await kim.post(`/amt/antraege/${id}/einreichung`, {
      _einmal: "2",
      zustimmung: "true",
      unterschrift,
    });
    expect([refused.status, refused.body.includes("Wählen Sie, wie unterschrieben wurde.")]).toEqual([422, true]);
  }
  // The use case asks as well, whoever calls it.
  const request = { key: "3", returnUrl: "http://localhost/", tenantName: "Musterstadt" };
  await expect(
    here((scope) => submitApplication(scope, asKim, id, { ...request, consent: { text: "ja" } })),
  ).rejects.toThrow("applications.sign_first");
  const printing = stepsWhilePrinting();
  const sheet = await pdf(`/amt/antraege/${id}/blatt.pdf`);
  for (const words of ["Waldmann", "Ich habe die Angaben auf diesem Blatt gelesen.", "Unterschrift:"])
    expect(sheet).toContain(words);
  expect(await pdf(`/amt/antraege/${id}/zugang.pdf`, "POST")).toMatch(/Code\s+[A-Z0-9]{4}-[A-Z0-9]{4}/);
  expect(await printing.end()).toEqual([0, 0]);
  const fields = { _einmal: "2", zustimmung: "true", unterschrift: "sheet-to-come" };
  expect((await kim.post(`/amt/antraege/${id}/einreichung`, fields)).status).toBe(303);
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  expect(found.source).toBe("phone");
  const [task] = await here((scope) => listAdHocTasks(scope, found.id));
  expect(task?.title).toBe("Unterschriebenes Blatt abwarten und zur Akte nehmen");
  const { hands } = await here((scope) =>
    getRow<{ hands: unknown }>(
      scope,
      sql`select hands from applications.submissions where application_id = ${id}`,
      "s",
    ),
  );
  expect(hands).toMatchObject([{ channel: "phone", signed: "sheet-to-come", identifiedBy: "stated" }]);
});

test("what only the person can declare is asked again when they go on alone", async () => {
  const id = await withDeclarations("counter");
  await opened(await mailedKey(id));
  const { answers } = await here((scope) =>
    getRow<{ answers: Answers }>(scope, sql`select answers from applications.applications where id = ${id}`, "draft"),
  );
  expect(answers).toMatchObject({ familienname: "Waldmann" });
  expect(Object.keys(answers)).not.toContain("jagdhaftpflichtversicherung");
});

test("what somebody else declared by their own link stays theirs when the applicant goes on alone", async () => {
  const id = await begin();
  await fill(id, { ...bella, gemeinsam: true });
  const fields = { name: "Tom Testmann", email: "" };
  const invited = await kim.post(`/amt/antraege/${id}/beteiligte/mithaltung`, fields);
  const code = /<dd class="al-key__long">([A-Z0-9-]{39})<\/dd>/.exec(invited.body)![1]!;
  const tom = city.stranger();
  await tom.get("/mitwirkung");
  const { location } = await tom.post("/mitwirkung", { code });
  const saved = await tom.post(`${location}/seiten/seite_mithaltung`, toms);
  expect(saved.location).toBe(`${location}/pruefen`);
  await tom.post(`${location}/abschluss`, {});

  // Nothing of his is for the applicant to sign at the counter.
  expect((await kim.get(`/amt/antraege/${id}/pruefen`)).body).not.toContain("unterschrieben?");
  const { citizen } = await opened(await mailedKey(id));
  expect((await citizen.get(`/antraege/${id}/beteiligte`)).body).toContain("Tom Testmann ist fertig");
});

test("whom the caseworker named keeps the name when a new version of the form is followed", async () => {
  const id = await begin({ name: "Petra am Schalter" });
  const pkg = structuredClone(loadLibrary("hund-anmelden"));
  pkg.service.version = "9.9.9";
  await here((scope) => adoptService(scope, "system", pkg, emptyOverlay, "live"));
  const { draft: followed } = await here((scope) => resumeDraft(scope, asKim, id));
  expect(followed).toMatchObject({ applicant: "Petra am Schalter", followedRevision: followed.revision });
});
