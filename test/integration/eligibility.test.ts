/** The questions before a form: nothing is stored, and no way leads past them. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWeb, type Web } from "../../src/web/server.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { Visitor, webPort } from "../visitor.ts";

const slug = "versammlung-anzeigen";
const ask = `/leistungen/${slug}/voraussetzung`;
const start = `/leistungen/${slug}/antrag`;
const passing = { treffpunkt_art: "unter_himmel", meinung: "true", spontan: "false" };

let t: TestHouse;
let web: Web;
let owner: pg.Client;

beforeAll(async () => {
  t = await openTestHouse({ services: [slug] });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
});

async function stored(): Promise<unknown> {
  const { rows } = await owner.query(
    "select (select count(*)::int from applications.applications) as drafts, (select count(*)::int from identity.sessions) as sessions",
  );
  return rows[0];
}

async function visitor(): Promise<Visitor> {
  const guest = new Visitor(web, t.musterstadt.host);
  expect((await guest.get(start)).body).toContain("Müssen Sie die Versammlung anzeigen?");
  return guest;
}

test("who cannot apply reads why and what to do instead, and nothing is stored", async () => {
  const guest = await visitor();
  const before = await stored();
  const seen = await guest.post(ask, { treffpunkt_art: "in_raum" });
  expect(seen.body).toContain("Das müssen Sie nicht anzeigen");
  expect(seen.body).toContain("Versammlungen in geschlossenen Räumen muss niemand anzeigen.");
  expect(seen.body).toContain("was im Haus gilt");
  const again = await guest.post(ask, { treffpunkt_art: "in_raum", _aendern: "ja" });
  expect(again.body).toMatch(/value="in_raum" checked|checked[^>]*value="in_raum"/);
  expect(await stored()).toEqual(before);
});

test("an open question is asked for, in the wording of the form", async () => {
  const guest = await visitor();
  const seen = await guest.post(ask, { treffpunkt_art: "unter_himmel" });
  expect(seen.status).toBe(422);
  expect(seen.body).toContain("Wählen Sie, ob Sie öffentlich Ihre Meinung zeigen möchten.");
});

test("who passes reaches the form, and only by passing", async () => {
  const guest = await visitor();
  const passed = await guest.post(`${ask}?neu=1`, passing);
  expect(passed.location).toMatch(/\/antrag\?neu=1&geprueft=/);
  expect((await guest.get(passed.location)).body).toContain("Was haben Sie vor?");
  const before = await stored();
  for (const path of [start, `${start}?geprueft=ja`]) {
    expect((await guest.post(path, { thema: "Mehr Bäume" })).location).toMatch(/\/antrag/);
    expect(await stored()).toEqual(before);
  }
  // Another browser's sign is worth nothing.
  const other = await visitor();
  expect((await other.get(passed.location)).body).toContain("Müssen Sie die Versammlung anzeigen?");
  expect((await other.post(passed.location, { thema: "Mehr Bäume" })).status).toBe(303);
  expect(await stored()).toEqual(before);
  expect((await guest.post(passed.location, { thema: "Mehr Bäume" })).status).toBe(422);
  expect(await stored()).not.toEqual(before);
});
