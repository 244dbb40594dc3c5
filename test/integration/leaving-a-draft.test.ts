/** Leaving a draft and finding it again, without an account. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { Visitor, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
});
afterAll(async () => {
  web.close();
  await t.close();
});

async function begun(): Promise<{ guest: Visitor; base: string }> {
  const guest = new Visitor(web, t.musterstadt.host);
  await guest.get("/leistungen/hund-anmelden/antrag");
  const left = await guest.post("/leistungen/hund-anmelden/antrag", { vorname: "Petra", _spaeter: "ja" });
  return { guest, base: left.location.replace(/\/spaeter$/, "") };
}

const keyIn = (html: string): string[] => [...html.matchAll(/<dd>([A-Z0-9-]+)<\/dd>/g)].map(([, word = ""]) => word);

async function opens([number = "", code = ""]: readonly string[]): Promise<boolean> {
  const other = new Visitor(web, t.musterstadt.host);
  await other.get("/stand");
  return (await other.post("/stand", { nummer: number, code })).status === 303;
}

test("looking at the page makes no code and changes none; asking for it does, and the number stays", async () => {
  const { guest, base } = await begun();
  const page = await guest.get(`${base}/spaeter`);
  expect(keyIn(page.body)).toEqual([]);
  expect(page.body).toContain("bleibt bis zum 17.\u00A0Dezember 2026");

  const first = keyIn((await guest.post(`${base}/schluessel`, {})).body);
  expect(first).toHaveLength(2);
  for (let times = 0; times < 3; times++) expect(keyIn((await guest.get(`${base}/spaeter`)).body)).toEqual([first[0]]);
  expect(await opens(first)).toBe(true);

  const second = keyIn((await guest.post(`${base}/schluessel`, {})).body);
  expect(second[0]).toBe(first[0]);
  expect([await opens(first), await opens(second)]).toEqual([false, true]);
});

test("the mailed link names the draft's own number, whatever the form says, and never the code", async () => {
  const { guest, base } = await begun();
  expect((await guest.post(`${base}/merkzettel`, { email: "petra@beispiel.example" })).status).toBe(404);
  const [number, code] = keyIn((await guest.post(`${base}/schluessel`, {})).body);
  const wrong = await guest.post(`${base}/merkzettel`, { email: "petra@" });
  expect([wrong.status, wrong.body.includes('value="petra@"')]).toEqual([422, true]);
  await guest.post(`${base}/merkzettel`, { email: "petra@beispiel.example", nummer: "FREMD" });
  const mails = await t.house.database.withTenant(t.musterstadt.id, (scope) =>
    rows<{ body: string }>(scope, sql`select body from messages.mails where recipient = 'petra@beispiel.example'`),
  );
  expect(mails).toHaveLength(1);
  expect(mails[0]!.body).toContain(`/stand?nummer=${number}`);
  expect(mails[0]!.body).not.toContain(code);
});

test("nobody floods a stranger: the eleventh mail of a day to one address is refused, however it is written", async () => {
  const { guest, base } = await begun();
  await guest.post(`${base}/schluessel`, {});
  for (let times = 0; times < 10; times++)
    expect((await guest.post(`${base}/merkzettel`, { email: "fremd@beispiel.example" })).status).toBe(200);
  const eleventh = await guest.post(`${base}/merkzettel`, { email: "Fremd@Beispiel.example" });
  expect(eleventh.status).toBeGreaterThanOrEqual(400);
  expect(eleventh.body).toContain("gingen heute schon viele E-Mails");
  const sent = await t.house.database.withTenant(t.musterstadt.id, (scope) =>
    rows(scope, sql`select from messages.mails where lower(recipient) = 'fremd@beispiel.example'`),
  );
  expect(sent).toHaveLength(10);
});

test("each step says until when the draft is kept, and a draft goes only after a second yes", async () => {
  const { guest, base } = await begun();
  expect((await guest.get(`${base}/seiten/seite_halter`)).body).toContain("bleibt bis zum 17.\u00A0Dezember 2026");
  const asked = await guest.get(`${base}/loeschung`);
  expect(asked.body).toContain("Entwurf löschen?");
  expect((await guest.get(`${base}/seiten/seite_halter`)).status).toBe(200);
  expect((await guest.post(`${base}/loeschung`, {})).location).toBe("/meine-antraege");
  expect((await guest.get(`${base}/seiten/seite_halter`)).status).toBe(404);
});
