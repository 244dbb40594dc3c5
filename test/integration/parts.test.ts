/** A second person fills in their part of an application by a link of their own. */
import { createHash } from "node:crypto";
import { postAnswers, type Answers } from "@allmende/forms";
import { beforeAll, expect, test } from "vitest";
import {
  getApplication,
  getContribution,
  savePage,
  submitApplication,
  type Person,
} from "../../src/domains/applications/index.ts";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { loadPinned } from "../../src/domains/services/index.ts";
import { holdings } from "../../src/main.ts";
import { findPerson } from "../../src/platform/holdings/person.ts";
import { readPersonalData } from "../../src/platform/holdings/read-person.ts";
import { getRow, rows, sql } from "../../src/platform/db/query.ts";
import type { SubmissionRecord } from "../../src/web/portal/record.ts";
import { bella, draft, toms } from "../citizen.ts";
import { openMunicipality } from "../municipality.ts";
import { Visitor } from "../visitor.ts";

const city = openMunicipality();
const { here } = city;
let petra: Visitor;
let asPetra: Person;

beforeAll(async () => {
  ({ visitor: petra, person: asPetra } = await city.citizen());
});

const page = "seite_mithaltung";
const together: Answers = { ...bella, gemeinsam: true, bemerkung: "Geheim vor Tom", email: "petra@beispiel.example" };
async function begun(): Promise<string> {
  return (await draft(city.t.house, city.t.musterstadt.id, asPetra, together)).id;
}

const answersOf = async (id: string): Promise<Answers> =>
  here(async (scope) => (await getApplication(scope, asPetra, id)).answers);

/** The code as the applicant is shown it, for somebody without mail. */
async function code(id: string, name = "Tom Testmann"): Promise<string> {
  const invited = await petra.post(`/antraege/${id}/beteiligte/mithaltung`, { name, email: "" });
  expect(invited.status).toBe(200);
  return /<dd class="al-key__long">([A-Z0-9-]{39})<\/dd>/.exec(invited.body)![1]!;
}

/** A browser that opened the part: its base address. */
async function opened(secret: string): Promise<{ tom: Visitor; base: string; status: number }> {
  const tom = city.stranger();
  await tom.get("/mitwirkung");
  const { status, location } = await tom.post("/mitwirkung", { code: secret });
  return { tom, base: location, status };
}

async function finished(id: string): Promise<{ tom: Visitor; base: string }> {
  const { tom, base } = await opened(await code(id));
  expect((await tom.post(`${base}/seiten/${page}`, toms)).location).toBe(`${base}/pruefen`);
  expect((await tom.post(`${base}/abschluss`, {})).status).toBe(303);
  return { tom, base };
}

const submitted = (id: string) =>
  here((scope) =>
    submitApplication(scope, asPetra, id, {
      key: id,
      consent: { text: "ja" },
      returnUrl: "http://localhost/",
      tenantName: "Musterstadt",
    }),
  );

test("the part is asked for where the answers ask for it, and is not the applicant's to fill in", async () => {
  const id = await begun();
  expect((await petra.get(`/antraege/${id}/pruefen`)).location).toBe(`/antraege/${id}/beteiligte`);
  expect((await petra.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/pruefen`);
  expect((await petra.get(`/antraege/${id}/seiten/${page}`)).status).toBe(404);
  expect((await petra.post(`/antraege/${id}/seiten/${page}`, { ...toms, _stand: "9" })).status).toBe(404);
  await expect(submitted(id)).rejects.toThrow("applications.parts_open");
  expect(Object.keys(await answersOf(id)).filter((key) => key.startsWith("mithalter"))).toEqual([]);

  const alone = (await draft(city.t.house, city.t.musterstadt.id, asPetra, bella)).id;
  expect((await petra.get(`/antraege/${alone}/beteiligte`)).location).toBe(`/antraege/${alone}/pruefen`);
});

test("the person sees what the part shows and nothing else, fills it in, and the record tells who did", async () => {
  const id = await begun();
  const { tom, base } = await opened(await code(id));
  const seen = (await tom.get(base)).body + (await tom.get(`${base}/seiten/${page}`)).body;
  expect(seen).toContain("Bella");
  for (const hidden of ["Lindenweg", "Geheim", "276098100044718", "petra@", "4. Februar"])
    expect(seen).not.toContain(hidden);
  // Not even the room hands out more than is shown.
  const { session_id: session } = await here((scope) =>
    getRow<{ session_id: string }>(
      scope,
      sql`select session_id from applications.invitations where application_id = ${id}`,
      "invitation",
    ),
  );
  const given = await here((scope) => getContribution(scope, session, base.split("/")[2]!));
  expect(Object.keys(given.answers).toSorted()).toEqual(["hier_seit", "hundename", "rasse"]);
  // Nothing else of the draft opens for this browser.
  for (const path of ["", "/weiter", "/seiten/seite_halter", "/beteiligte", "/pruefen", "/antrag.json"])
    expect((await tom.get(`/antraege/${id}${path}`)).status, path).toBe(404);
  for (const other of ["seite_halter", "seite_hund"]) {
    expect((await tom.get(`${base}/seiten/${other}`)).status).toBe(404);
    expect((await tom.post(`${base}/seiten/${other}`, { vorname: "Tom", hundename: "Rex" })).status).toBe(404);
  }

  const wrong = await tom.post(`${base}/seiten/${page}`, { ...toms, mithalter_bestaetigt: "", hundename: "Rex" });
  expect([wrong.status, wrong.body.includes("Bestätigen Sie, dass Sie den Hund mithalten.")]).toEqual([422, true]);
  expect((await tom.post(`${base}/abschluss`, {})).status).toBe(409);
  expect((await tom.post(`${base}/seiten/${page}`, { ...toms, hundename: "Rex", vorname: "Tom" })).status).toBe(303);
  expect((await tom.get(`${base}/pruefen`)).body).toContain("Testmann");
  expect((await tom.post(`${base}/abschluss`, {})).status).toBe(303);
  expect(await answersOf(id)).toMatchObject({ hundename: "Bella", vorname: "Petra", mithalter_vorname: "Tom" });

  const check = await petra.get(`/antraege/${id}/pruefen`);
  expect(check.body).toContain("Tom Testmann ist fertig");
  const [mail] = await here((scope) =>
    rows<{ body: string }>(scope, sql`select body from messages.mails where recipient = 'petra@beispiel.example'`),
  );
  expect(mail!.body).toContain("Tom Testmann hat den Teil Ihres Antrags");
  expect((await petra.post(`/antraege/${id}/einreichung`, { zustimmung: "true", _einmal: id })).status).toBe(303);
  const record = JSON.parse((await petra.get(`/antraege/${id}/antrag.json`)).body) as SubmissionRecord;
  expect(record.hands).toEqual([
    {
      role: "contributor",
      name: "Tom Testmann",
      part: "mithaltung",
      at: "2026-11-17T08:00:00.000Z",
      answers: expect.arrayContaining(["mithalter_vorname", "mithalter_bestaetigt"]),
    },
  ]);
  expect((await petra.get(`/antraege/${id}/antrag`)).body).toContain("Einen Teil ausgefüllt");
  expect((await petra.get(`/antraege/${id}/antrag.xml`)).body).toContain(
    '<hand role="contributor" name="Tom Testmann"',
  );
  expect(await here((scope) => findCaseOf(scope, id))).toMatchObject({ applicant: "Petra Beispiel" });
  // The application is sent: the link is dead.
  expect((await tom.get(base)).status).toBe(404);
});

test("what the applicant changes of what was shown must be confirmed again; the rest need not", async () => {
  const id = await begun();
  const { tom, base } = await finished(id);
  const change = (at: string, answers: Answers) =>
    here(async (scope) => {
      const { releaseId, revision } = await getApplication(scope, asPetra, id);
      const { form } = await loadPinned(scope, releaseId);
      return savePage(scope, asPetra, id, at, postAnswers(form, at, { ...together, ...answers }), revision);
    });
  await change("seite_steuer", { bemerkung: "etwas anderes" });
  expect((await petra.get(`/antraege/${id}/beteiligte`)).body).toContain("Tom Testmann ist fertig");
  await change("seite_hund", { hundename: "Rex" });
  expect((await petra.get(`/antraege/${id}/beteiligte`)).body).toContain("Tom Testmann muss noch einmal bestätigen");
  await expect(submitted(id)).rejects.toThrow("applications.parts_open");
  expect((await tom.get(base)).body).toContain("Rex");
  await tom.post(`${base}/abschluss`, {});
  await submitted(id);
});

test("a link is stored as a digest, is over in time, taken back, replaced and sent ten times at most", async () => {
  const id = await begun();
  const first = await code(id);
  expect(first.replaceAll("-", "")).toHaveLength(32);
  const stored = await here((scope) =>
    getRow<{ code: Buffer; row: string }>(
      scope,
      sql`select code, i::text as row from applications.invitations i where application_id = ${id}`,
      "invitation",
    ),
  );
  expect(stored.code.equals(createHash("sha256").update(first).digest())).toBe(true);
  expect(stored.row).not.toContain(first);
  expect((await opened(first.toLowerCase().replaceAll("-", " "))).status).toBe(303);

  // A new one takes its place, for whoever had it open, too.
  const { tom, base } = await opened(first);
  await tom.post(`${base}/seiten/${page}`, toms);
  const second = await code(id);
  expect([(await opened(first)).status, (await tom.get(base)).status]).toEqual([422, 404]);
  // The same person keeps what they wrote, another one begins anew.
  expect(await answersOf(id)).toHaveProperty("mithalter_vorname");
  const third = await code(id, "Kim Anders");
  expect(await answersOf(id)).not.toHaveProperty("mithalter_vorname");
  expect((await opened(second)).status).toBe(422);

  const after = await opened(third);
  await petra.post(`/antraege/${id}/beteiligte/mithaltung/zuruecknahme`, {});
  expect((await after.tom.get(after.base)).status).toBe(404);
  expect((await opened(third)).status).toBe(422);
  expect((await petra.get(`/antraege/${id}/beteiligte`)).body).toContain("Noch niemand gefragt");

  const fourth = await code(id);
  const late = await opened(fourth);
  city.t.clock.advance(15 * 86_400_000);
  // A session lasts less long than the link; the link alone is asked here.
  expect((await opened(fourth)).status).toBe(422);
  expect((await late.tom.get(late.base)).status).not.toBe(200);
  city.t.clock.advance(-15 * 86_400_000);
  for (let times = 4; times < 10; times++) await code(id);
  const refused = await petra.post(`/antraege/${id}/beteiligte/mithaltung`, { name: "Tom", email: "" });
  expect([refused.status, refused.body.includes("schon zehn Links")]).toEqual([422, true]);
});

test("who is asked may decline, and may think better of it", async () => {
  const id = await begun();
  const { tom, base } = await opened(await code(id));
  await tom.post(`${base}/seiten/${page}`, toms);
  expect((await tom.get(`${base}/ablehnung`)).status).toBe(200);
  await tom.post(`${base}/ablehnung`, { grund: "Das ist nicht mein Hund." });
  expect(await answersOf(id)).not.toHaveProperty("mithalter_vorname");
  const told = await petra.get(`/antraege/${id}/beteiligte`);
  expect(told.body).toContain("Tom Testmann macht nicht mit");
  expect(told.body).toContain("Das ist nicht mein Hund.");
  await tom.post(`${base}/seiten/${page}`, toms);
  await tom.post(`${base}/abschluss`, {});
  await submitted(id);
});

test("words of one person that could not be read are shown to none who is asked after them", async () => {
  const id = await begun();
  const unreadable = { ...toms, "mithalter_geburtsdatum.year": "Geheim1990", mithalter_geburtsdatum: "Geheim1990" };
  const { tom, base } = await opened(await code(id));
  expect((await tom.post(`${base}/seiten/${page}`, unreadable)).body).toContain("Geheim1990");
  const kim = await opened(await code(id, "Kim Anders"));
  expect((await kim.tom.get(`${kim.base}/seiten/${page}`)).body).not.toContain("Geheim1990");

  await kim.tom.post(`${kim.base}/seiten/${page}`, unreadable);
  await kim.tom.post(`${kim.base}/ablehnung`, { grund: "" });
  expect((await kim.tom.get(`${kim.base}/seiten/${page}`)).body).not.toContain("Geheim1990");

  await kim.tom.post(`${kim.base}/seiten/${page}`, unreadable);
  await petra.post(`/antraege/${id}/beteiligte/mithaltung/zuruecknahme`, {});
  const again = await opened(await code(id));
  expect((await again.tom.get(`${again.base}/seiten/${page}`)).body).not.toContain("Geheim1990");
});

test("a stranger, a guessed code, another browser and the applicant open nothing", async () => {
  const id = await begun();
  const secret = await code(id);
  const { base } = await opened(secret);
  const stranger = city.stranger();
  expect((await stranger.get(base)).status).toBe(401);
  const other = await opened("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345");
  expect(other.status).toBe(422);
  expect((await other.tom.get(base)).status).toBe(404);
  expect((await other.tom.post(`${base}/seiten/${page}`, toms)).status).toBe(404);
  const own = await petra.post("/mitwirkung", { code: secret });
  expect([own.status, own.body.includes("Diesen Teil füllt eine andere Person aus.")]).toEqual([422, true]);
  const elsewhere = new Visitor(city.web, city.t.beispielheim.host);
  await elsewhere.get("/mitwirkung");
  expect((await elsewhere.post("/mitwirkung", { code: secret })).status).toBe(422);
});

test("a person who finishes again and again floods nobody, and is done all the same", async () => {
  const id = (
    await draft(city.t.house, city.t.musterstadt.id, asPetra, { ...together, email: "flut@beispiel.example" })
  ).id;
  const { tom, base } = await opened(await code(id));
  for (let times = 0; times < 13; times++) {
    await tom.post(`${base}/seiten/${page}`, toms);
    expect((await tom.post(`${base}/abschluss`, {})).status).toBe(303);
  }
  const mails = await here((scope) =>
    rows(scope, sql`select 1 from messages.mails where recipient = 'flut@beispiel.example'`),
  );
  expect(mails).toHaveLength(10);
  expect((await petra.get(`/antraege/${id}/beteiligte`)).body).toContain("Tom Testmann ist fertig");
});

test("nobody writes to strangers in the municipality's name: what is no name stays out of the mails", async () => {
  const lure = "Gewinn www.boese.example";
  const answers = { ...together, vorname: lure, email: "opfer@beispiel.example" };
  const { id } = await draft(city.t.house, city.t.musterstadt.id, asPetra, answers);
  await petra.post(`/antraege/${id}/beteiligte/mithaltung`, { name: lure, email: "opfer@beispiel.example" });
  const { tom, base } = await opened(await code(id, lure));
  await tom.post(`${base}/seiten/${page}`, toms);
  await tom.post(`${base}/abschluss`, {});
  await tom.post(`${base}/ablehnung`, { grund: lure });
  const mails = await here((scope) =>
    rows<{ body: string }>(scope, sql`select body from messages.mails where recipient = 'opfer@beispiel.example'`),
  );
  expect(mails).toHaveLength(3);
  for (const { body } of mails) expect(body).not.toContain("boese");
});

test("who was asked is told what is known of them by their address, and nothing of the application", async () => {
  const id = await begun();
  await petra.post(`/antraege/${id}/beteiligte/mithaltung`, { name: "Tom Testmann", email: "tom@testmann.example" });
  const told = await here(async (scope) =>
    readPersonalData(scope, holdings, await findPerson(scope, holdings, { mail: ["tom@testmann.example"] })),
  );
  expect(told.get("applications.invitations")).toMatchObject([{ name: "Tom Testmann", application_id: id }]);
  expect(
    [...told.keys()].filter((table) => /^(applications\.applications|applications\.participants)$/.test(table)),
  ).toEqual([]);
});

test("without a name, or with an address that is none, the applicant is told at the field", async () => {
  const id = await begun();
  for (const [fields, words] of [
    [{ name: "", email: "tom@testmann.example" }, "Nennen Sie die Person, die diesen Teil ausfüllt."],
    [{ name: "Tom", email: "tom@" }, "Das ist keine E-Mail-Adresse."],
  ] as const) {
    const seen = await petra.post(`/antraege/${id}/beteiligte/mithaltung`, fields);
    expect([seen.status, seen.body.includes(words)]).toEqual([422, true]);
  }
});
