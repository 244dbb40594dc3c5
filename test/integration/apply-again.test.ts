/** An earlier application as the beginning of a new one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { getApplication } from "../../src/domains/applications/index.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft, submit } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, webPort } from "../visitor.ts";

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

async function citizen() {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  return { visitor, person: { sessionId, accountId } };
}

test("the answers are there, the files are not, and nothing is stored before the first page is saved", async () => {
  const { visitor, person } = await citizen();
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim Beispielheim" };
  const { id } = await draft(t.house, t.musterstadt.id, person, answers);
  const form = new FormData();
  form.set(
    "_stand",
    /name="_stand" value="(\d+)"/.exec((await visitor.get(`/antraege/${id}/seiten/seite_nachweis`)).body)![1]!,
  );
  form.set("uebernahmevertrag", new File(["%PDF-1.7 Vertrag"], "vertrag.pdf"));
  await visitor.postFiles(`/antraege/${id}/seiten/seite_nachweis`, form);
  await submit(t.house, t.musterstadt.id, person, id);

  const link = /href="(\/leistungen\/hund-anmelden\/antrag\?[^"]*vorlage[^"]*)"/.exec(
    (await visitor.get(`/antraege/${id}`)).body,
  )![1]!;
  const path = link.replaceAll("&amp;", "&");
  const first = await visitor.get(path);
  expect(first.body).toContain('value="Petra"');
  expect((await visitor.get("/meine-antraege")).body).not.toContain("Entwurf");

  const action = /<form class="al-form" method="post" action="([^"]+)"/.exec(first.body)![1]!.replaceAll("&amp;", "&");
  const page = Object.entries(bella).map(([name, value]) => [name, String(value)] as const);
  const born = [
    ["geburtsdatum.day", "4"],
    ["geburtsdatum.month", "2"],
    ["geburtsdatum.year", "1985"],
  ] as const;
  const saved = await visitor.post(action, [...page, ...born]);
  const copy = /antraege\/([\w-]+)\/seiten\/seite_hund/.exec(saved.location)![1]!;
  expect(copy).not.toBe(id);
  const { answers: copied, status } = await t.house.database.withTenant(t.musterstadt.id, (scope) =>
    getApplication(scope, person, copy),
  );
  expect(status).toBe("draft");
  expect(copied).toMatchObject({ hundename: "Bella", tierheim_name: "Tierheim Beispielheim" });
  expect(copied).not.toHaveProperty("uebernahmevertrag");
});

test("nobody copies a draft, another's application, or one of another service", async () => {
  const { visitor, person } = await citizen();
  const { id: open } = await draft(t.house, t.musterstadt.id, person, bella);
  const other = await citizen();
  const { id: foreign } = await draft(t.house, t.musterstadt.id, other.person, bella);
  await submit(t.house, t.musterstadt.id, other.person, foreign);
  for (const id of [open, foreign, "gibtesnicht"]) {
    const path = `/leistungen/hund-anmelden/antrag?neu=1&vorlage=${id}`;
    expect((await visitor.get(path)).status).toBe(404);
    expect((await visitor.post(path, { vorname: "Petra" })).status).toBe(404);
  }
});
