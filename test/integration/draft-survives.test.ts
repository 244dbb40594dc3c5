/** A draft outlives everything that happens around it (fault R5): a new form, an ended session, a second click. */
import { emptyOverlay, type ServicePackage } from "@allmende/service-package";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getApplication, makeResumeKey, type Person } from "../../src/domains/applications/index.ts";
import { adoptService, findCurrentRelease, setStatus } from "../../src/domains/services/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft } from "../citizen.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, Visitor, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
});

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

let versions = 0;

/** A form as the folder has it, as far as these tests change it. */
interface PlainForm {
  pages: { id: string; elements: Record<string, unknown>[] }[];
}

/** Adopts the dog registration with another form; texts are kept for what it has. */
async function adopt(change: (form: PlainForm) => void = () => {}, texts: Record<string, string> = {}): Promise<void> {
  const pkg = structuredClone(loadLibrary("hund-anmelden")) as ServicePackage;
  change(pkg.form as PlainForm);
  const ids = JSON.stringify(pkg.form);
  for (const language of Object.keys(pkg.texts)) {
    Object.assign(pkg.texts[language]!, texts);
    for (const id of ["bemerkung", "seite_zusatz"]) if (!ids.includes(`"${id}"`)) delete pkg.texts[language]![id];
  }
  pkg.service.version = `1.1.${++versions}`;
  await here((scope) => adoptService(scope, "system", pkg, emptyOverlay, "live"));
}

const page = (form: PlainForm, id: string) => form.pages.find((one) => one.id === id)!;
const field = (form: PlainForm, id: string) =>
  form.pages.flatMap(({ elements }) => elements).find((one) => one.id === id)!;

beforeEach(() => adopt());

test("a release that does not compile is refused, and the one before takes applications still", async () => {
  const before = await here((scope) => findCurrentRelease(scope, "hund-anmelden"));
  const broken = adopt((form) => (form.pages[0]!.elements[0]!.when = "1 +"));
  await expect(broken).rejects.toThrow("services.does_not_compile");
  expect(await here((scope) => findCurrentRelease(scope, "hund-anmelden"))).toEqual(before);
});

async function citizen(): Promise<{ visitor: Visitor; person: Person }> {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  return { visitor, person: { sessionId, accountId } };
}

const releaseOf = async (person: Person, id: string): Promise<string> =>
  (await here((scope) => getApplication(scope, person, id))).releaseId;
const newest = async (): Promise<string> => (await here((scope) => findCurrentRelease(scope, "hund-anmelden")))!.id;

test("a new version in which all answers fit is followed without a word", async () => {
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person);
  await adopt((form) => (field(form, "hundename").maxLength = 40));
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/pruefen`);
  expect(await releaseOf(person, id)).toBe(await newest());
  const key = hidden((await visitor.get(`/antraege/${id}/pruefen`)).body, "_einmal");
  const sent = await visitor.post(`/antraege/${id}/einreichung`, { _einmal: key, zustimmung: "true" });
  expect(sent.location).toBe(`/antraege/${id}/eingang`);
  const { rows } = await owner.query("select release_id from applications.submissions where application_id = $1", [id]);
  expect(rows).toEqual([{ release_id: await newest() }]);
});

const changed = (form: PlainForm): void => {
  page(form, "seite_hund").elements.push({ id: "fellfarbe", type: "text" });
  page(form, "seite_steuer").elements = page(form, "seite_steuer").elements.filter(({ id }) => id !== "bemerkung");
  field(form, "chipnummer").pattern = "DE\\d{15}";
};

const barking = { ...bella, bemerkung: "Sie bellt nachts." };

test("otherwise the person sees what is new, gone and no longer fits, and goes on where something is open", async () => {
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person, barking);
  const before = await releaseOf(person, id);
  await adopt(changed, { fellfarbe: "Welche Farbe hat das Fell?" });
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/fassung`);
  const { body } = await visitor.get(`/antraege/${id}/fassung`);
  const parts = Object.fromEntries(
    [...body.matchAll(/<h2 id="([\w-]+)">.*?<\/h2>(.*?)<\/section>/gs)].map(([, name, text]) => [name, text]),
  );
  expect(parts.neu).toContain("Welche Farbe hat das Fell?");
  expect(parts["passt-nicht"]).toContain("Chipnummer");
  expect(parts["passt-nicht"]).toContain("276098100044718");
  expect(parts.weg).toContain("Sie bellt nachts.");
  expect(await releaseOf(person, id)).toBe(before);

  const chosen = await visitor.post(`/antraege/${id}/fassung`, { fassung: "neu" });
  expect(chosen.location).toBe(`/antraege/${id}/weiter`);
  expect((await visitor.get(chosen.location)).location).toBe(`/antraege/${id}/seiten/seite_hund`);
  const followed = await here((scope) => getApplication(scope, person, id));
  expect(followed.releaseId).toBe(await newest());
  expect(followed.answers).toMatchObject({ hundename: "Bella", chipnummer: "276098100044718", ort: "Musterstadt" });
  expect(followed.answers).not.toHaveProperty("bemerkung");
});

test("lists go along entry by entry: what is new, gone and no longer fits is told of each", async () => {
  const litter = (form: PlainForm, elements: Record<string, unknown>[], max: number): void =>
    void page(form, "seite_hund").elements.push({ id: "welpen", type: "group", repeat: { min: 0, max }, elements });
  const [name, colour] = [
    { id: "welpe_name", type: "text", maxLength: 20 },
    { id: "welpe_farbe", type: "text" },
  ];
  const words = { welpen: "Welpe", welpe_name: "Name", welpe_farbe: "Farbe" };
  await adopt((form) => litter(form, [name!, colour!], 3), words);
  const { visitor, person } = await citizen();
  const welpen = [
    { welpe_name: "Bernadette-Luise", welpe_farbe: "braun" },
    { welpe_name: "Udo", welpe_farbe: "schwarz" },
  ];
  const { id } = await draft(t.house, t.musterstadt.id, person, { ...bella, welpen });
  const weight = { id: "welpe_gewicht", type: "number" };
  await adopt((form) => litter(form, [{ ...name, maxLength: 10 }, weight], 3), {
    welpen: "Welpe",
    welpe_name: "Name",
    welpe_gewicht: "Gewicht",
  });
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/fassung`);
  const text = (await visitor.get(`/antraege/${id}/fassung`)).body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  for (const told of [
    "Welpe 1: Gewicht Welpe 2: Gewicht",
    "Welpe 1: Name Bernadette-Luise Kürzen Sie auf höchstens 10 Zeichen.",
    "Welpe 1: Farbe braun Welpe 2: Farbe schwarz",
  ])
    expect(text).toContain(told);
  await visitor.post(`/antraege/${id}/fassung`, { fassung: "neu" });
  const followed = await here((scope) => getApplication(scope, person, id));
  expect(followed.answers.welpen).toEqual([{ welpe_name: "Bernadette-Luise" }, { welpe_name: "Udo" }]);
  // The list leads to its first fault, by the name of the entry.
  const { location } = await visitor.get(`/antraege/${id}/weiter`);
  expect(location).toBe(`/antraege/${id}/seiten/seite_hund`);
});

test("the version a draft was begun with can be finished; it is asked again only about a still newer one", async () => {
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person, barking);
  const before = await releaseOf(person, id);
  await adopt(changed, { fellfarbe: "Fell" });
  await visitor.post(`/antraege/${id}/fassung`, { fassung: "bisher" });
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/pruefen`);

  await adopt(changed, { fellfarbe: "Fellfarbe" });
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/fassung`);
  await visitor.post(`/antraege/${id}/fassung`, { fassung: "bisher" });
  const key = hidden((await visitor.get(`/antraege/${id}/pruefen`)).body, "_einmal");
  const sent = await visitor.post(`/antraege/${id}/einreichung`, { _einmal: key, zustimmung: "true" });
  expect(sent.location).toBe(`/antraege/${id}/eingang`);
  const { rows } = await owner.query(
    "select release_id, answers from applications.submissions where application_id = $1",
    [id],
  );
  expect(rows).toEqual([{ release_id: before, answers: expect.objectContaining({ bemerkung: "Sie bellt nachts." }) }]);
});

test("an incomplete page with a file, an ended session and a new form in between: everything is there", async () => {
  const guest = new Visitor(web, t.musterstadt.host);
  const answers = Object.entries({ ...bella, herkunft: "aus_tierheim" });
  await guest.get("/leistungen/hund-anmelden/antrag");
  const first = await guest.post("/leistungen/hund-anmelden/antrag", [
    ...answers.map(([name, value]) => [name, String(value)] as [string, string]),
    ["geburtsdatum.day", "4"],
    ["geburtsdatum.month", "2"],
    ["geburtsdatum.year", "1985"],
  ]);
  const id = /antraege\/([\w-]+)/.exec(first.location)![1]!;
  const dog = `/antraege/${id}/seiten/seite_hund`;
  // The page is not complete: two dates and the shelter's name are missing.
  const half = await guest.post(dog, [
    ["_stand", hidden((await guest.get(dog)).body, "_stand")],
    ["hundename", "Bella"],
    ["herkunft", "aus_tierheim"],
    ["chipnummer", "12"],
  ]);
  expect(half.status).toBe(422);
  const contract = new FormData();
  contract.set("_stand", hidden((await guest.get(`/antraege/${id}/seiten/seite_nachweis`)).body, "_stand"));
  contract.set("uebernahmevertrag", new File(["%PDF-1.7 Vertrag"], "vertrag.pdf"));
  expect((await guest.postFiles(`/antraege/${id}/seiten/seite_nachweis`, contract)).status).toBe(303);

  const [session] = (
    await owner.query<{ session_id: string }>(
      "select session_id from applications.participants where application_id = $1",
      [id],
    )
  ).rows;
  const key = await here((scope) => makeResumeKey(scope, { sessionId: session!.session_id, accountId: null }, id));
  t.clock.advance(2 * 86_400_000);
  expect((await guest.get(dog)).status).toBe(401);
  await adopt(changed, { fellfarbe: "Fell" });

  const later = new Visitor(web, t.musterstadt.host);
  await later.get("/stand");
  const opened = await later.post("/stand", { nummer: key.reference, code: key.code });
  expect(opened.location).toBe(`/antraege/${id}`);
  expect((await later.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/fassung`);
  await later.post(`/antraege/${id}/fassung`, { fassung: "neu" });
  expect((await later.get(`/antraege/${id}/weiter`)).location).toBe(dog);
  expect((await later.get(dog)).body).toContain('value="Bella"');
  expect((await later.get(dog)).body).toContain('value="12"');
  expect((await later.get(`/antraege/${id}/seiten/seite_nachweis`)).body).toContain("vertrag.pdf");
});

test("who signs out on an incomplete page finds it as it was left, once; nobody else at that browser does", async () => {
  const { visitor, person } = await citizen();
  await visitor.get("/leistungen/hund-anmelden/antrag");
  const words = { vorname: "Petra", nachname: "Beispiel", "geburtsdatum.day": "31", "geburtsdatum.month": "2" };
  const first = await visitor.post("/leistungen/hund-anmelden/antrag", words);
  expect(first.status).toBe(422);
  const path = /action="(\/antraege\/[^"]+)"/.exec(first.body)![1]!;
  expect((await visitor.post("/abmeldung", {})).status).toBe(303);
  expect((await visitor.get(path)).status).toBe(401);
  expect((await visitor.get("/leistungen/hund-anmelden/antrag")).body).not.toContain("Petra");

  const again = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: person.accountId! });
  const offered = await again.visitor.get("/leistungen/hund-anmelden/antrag");
  expect([offered.status, offered.location]).toEqual([303, `${path.split("/seiten/")[0]}/weiter`]);
  const page = await again.visitor.get((await again.visitor.get(offered.location)).location);
  for (const kept of ['value="Petra"', 'value="Beispiel"', 'value="31"', 'value="2"'])
    expect(page.body).toContain(kept);
  const drafts = "select id from applications.applications where account_id = $1 and status = 'draft'";
  expect((await owner.query(drafts, [person.accountId])).rows).toHaveLength(1);
});

test("a page that the new version no longer has gives back what was typed on it", async () => {
  await adopt((form) => form.pages.push({ id: "seite_zusatz", elements: [{ id: "zusatz", type: "text" }] }), {
    seite_zusatz: "Zusatz",
    zusatz: "Noch etwas?",
  });
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person);
  const path = `/antraege/${id}/seiten/seite_zusatz`;
  const stand = hidden((await visitor.get(path)).body, "_stand");
  await adopt();
  await visitor.post(`/antraege/${id}/fassung`, { fassung: "neu" });
  const words = "Bella bellt nur, wenn es klingelt.";
  const seen = await visitor.post(path, { _stand: stand, zusatz: words });
  expect(seen.status).toBe(409);
  expect(seen.body).toContain(words);
  expect((await visitor.post(`/antraege/${id}/seiten/gibtesnicht`, { _stand: "99" })).status).toBe(404);
});

test("a withdrawn service says so to whoever comes back, keeps the draft and takes nothing (fault T7)", async () => {
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person);
  for (const status of ["paused", "test"] as const) {
    const key = hidden((await visitor.get(`/antraege/${id}/pruefen`)).body, "_einmal");
    await here((scope) => setStatus(scope, "system", "hund-anmelden", status));
    const seen = await visitor.get(`/antraege/${id}/weiter`);
    expect(seen.status).toBe(410);
    expect(seen.body).toContain("Ihr Entwurf bleibt bis zum");
    const sent = await visitor.post(`/antraege/${id}/einreichung`, { _einmal: key, zustimmung: "true" });
    expect(sent.status).toBe(410);
    await here((scope) => setStatus(scope, "system", "hund-anmelden", "live"));
  }
  expect((await visitor.get(`/antraege/${id}/weiter`)).location).toBe(`/antraege/${id}/pruefen`);
});

test("the first page sent twenty times at once makes one draft; other words in a second tab are shown beside", async () => {
  const { visitor, person } = await citizen();
  const words = { vorname: "Petra", nachname: "Beispiel" };
  await visitor.get("/leistungen/hund-anmelden/antrag");
  const seen = await Promise.all(
    Array.from({ length: 20 }, () => visitor.post("/leistungen/hund-anmelden/antrag", words)),
  );
  expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([422]));
  const drafts = () =>
    owner.query<{ id: string }>("select id from applications.applications where account_id = $1 and status = 'draft'", [
      person.accountId,
    ]);
  expect((await drafts()).rows).toHaveLength(1);
  const other = await visitor.post("/leistungen/hund-anmelden/antrag", { ...words, vorname: "Tom" });
  expect(other.status).toBe(409);
  expect(other.body).toContain("Auf einem anderen Gerät wurde weitergeschrieben");
  t.clock.advance(60_000);
  for (let clicks = 0; clicks < 3; clicks++)
    expect((await visitor.post("/leistungen/hund-anmelden/antrag?neu", words)).status).toBe(422);
  expect((await drafts()).rows).toHaveLength(2);
});

test("what is computed is looked over with the answers, and only these are offered for change", async () => {
  await adopt(
    (form) =>
      page(form, "seite_steuer").elements.push({
        id: "hunde_im_haus",
        type: "computed",
        value: "weitere_hunde + 1",
        as: "number",
      }),
    { hunde_im_haus: "Hunde im Haushalt" },
  );
  const { visitor, person } = await citizen();
  const { id } = await draft(t.house, t.musterstadt.id, person);
  const { body } = await visitor.get(`/antraege/${id}/pruefen`);
  expect(body).toContain("Hunde im Haushalt");
  expect(body).toContain("#weitere_hunde");
  expect(body).not.toContain("#hunde_im_haus");
});
