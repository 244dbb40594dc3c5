/** One submission, however often it arrives (fault R1). */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setStatus } from "../../src/domains/services/index.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { bella, draft, lina } from "../citizen.ts";
import { providerAt } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Seen, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let owner: pg.Client;
let provider: PaymentProvider;

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  await provider.close();
});

async function filledIn(slug: "hund-anmelden" | "geburtsurkunde" = "hund-anmelden") {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const answers = slug === "hund-anmelden" ? bella : lina;
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId, accountId }, answers, slug);
  return { visitor, id, key: await keyOf(visitor, id) };
}

const keyOf = async (visitor: Visitor, id: string): Promise<string> =>
  hidden((await visitor.get(`/antraege/${id}/pruefen`)).body, "_einmal");

const send = (visitor: Visitor, id: string, key: string): Promise<Seen> =>
  visitor.post(`/antraege/${id}/einreichung`, { _einmal: key, zustimmung: "true" });

const told = ({ status, location, headers }: Seen): unknown => [status, location, headers.get("x-reference")];

async function counted(id: string): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select count(*)::int from cases.cases where application_id = $1) as cases,
      (select count(*)::int from applications.submissions where application_id = $1) as submissions,
      (select count(*)::int from messages.messages where application_id = $1 and kind = 'receipt') as receipts,
      (select count(*)::int from payments.payments where application_id = $1) as payments`,
    [id],
  );
  return rows[0];
}

test("50 posts at once: one case, 50 times the same status, location and reference", async () => {
  const { visitor, id, key } = await filledIn();
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(visitor, id, key)));
  expect(new Set(answers.map((seen) => JSON.stringify(told(seen))))).toHaveLength(1);
  expect(told(answers[0]!)).toEqual([303, `/antraege/${id}/eingang`, expect.stringMatching(/^20\.4-2026-\d{4}$/)]);
  expect(await counted(id)).toEqual({ cases: 1, submissions: 1, receipts: 1, payments: 0 });
});

test("50 posts at once with a fee: one payment, created once at the provider", async () => {
  const { visitor, id, key } = await filledIn("geburtsurkunde");
  const before = provider.transactions().length;
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(visitor, id, key)));
  expect(new Set(answers.map((seen) => JSON.stringify(told(seen))))).toHaveLength(1);
  expect(answers[0]!.location).toBe(`/antraege/${id}/zahlung`);
  expect(await counted(id)).toEqual({ cases: 0, submissions: 1, receipts: 1, payments: 1 });
  expect(provider.transactions().length - before).toBe(1);
});

test("sent once more after the answer was lost, after a reload, after a day: the same place, nothing twice", async () => {
  const { visitor, id, key } = await filledIn();
  const first = told(await send(visitor, id, key));
  expect(told(await send(visitor, id, key))).toEqual(first);
  const now = t.clock.now();
  t.clock.advance(7 * 3_600_000);
  expect(told(await send(visitor, id, key))).toEqual(first);
  t.clock.set(now);
  expect(await counted(id)).toMatchObject({ cases: 1, submissions: 1, receipts: 1 });
});

test("two windows with a key each: the second sees what the first has done", async () => {
  const { visitor, id, key } = await filledIn();
  const other = await keyOf(visitor, id);
  expect(other).not.toBe(key);
  const both = await Promise.all([send(visitor, id, key), send(visitor, id, other)]);
  expect(told(both[0])).toEqual(told(both[1]));
  expect(await counted(id)).toEqual({ cases: 1, submissions: 1, receipts: 1, payments: 0 });
  expect((await visitor.get(`/antraege/${id}/pruefen`)).location).toBe(`/antraege/${id}`);
});

test("what was changed in another window since is looked over before it is sent", async () => {
  const { visitor, id } = await filledIn();
  const looked = (await visitor.get(`/antraege/${id}/pruefen`)).body;
  const page = `/antraege/${id}/seiten/seite_steuer`;
  const stand = hidden((await visitor.get(page)).body, "_stand");
  const changed = { _stand: stand, weitere_hunde: "7", assistenzhund: "nein", gefaehrlich: "nein" };
  expect((await visitor.post(page, changed)).location).toBe(`/antraege/${id}/pruefen`);
  const sent = (body: string) =>
    visitor.post(`/antraege/${id}/einreichung`, {
      _einmal: hidden(body, "_einmal"),
      _stand: hidden(body, "_stand"),
      zustimmung: "true",
    });
  const refused = await sent(looked);
  expect(refused.status).toBe(409);
  expect(refused.body).toContain("Prüfen Sie Ihre Angaben noch einmal");
  expect(await counted(id)).toMatchObject({ cases: 0, submissions: 0, receipts: 0 });
  expect((await sent(refused.body)).location).toBe(`/antraege/${id}/eingang`);
});

test("a program sends its key as a header: the same place twice", async () => {
  const { visitor, id } = await filledIn();
  const headers = { "idempotency-key": "programm-7" };
  const first = await visitor.post(`/antraege/${id}/einreichung`, { zustimmung: "true" }, headers);
  const again = await visitor.post(`/antraege/${id}/einreichung`, { zustimmung: "true" }, headers);
  expect(told(again)).toEqual(told(first));
  const { rows } = await owner.query<{ key: string }>(
    "select key from applications.idempotency where key = 'programm-7'",
  );
  expect(rows).toHaveLength(1);
  expect(await counted(id)).toMatchObject({ cases: 1, submissions: 1 });
});

test("the key of one form with another application is refused", async () => {
  const { visitor, id, key } = await filledIn();
  await send(visitor, id, key);
  const sessions = await owner.query<{ account_id: string }>(
    "select account_id from applications.applications where id = $1",
    [id],
  );
  const accountId = sessions.rows[0]!.account_id;
  const second = await draft(t.house, t.musterstadt.id, { sessionId: accountId, accountId }, bella);
  const refused = await send(visitor, second.id, key);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain("Dieses Formular wurde schon mit anderen Angaben abgeschickt.");
  expect(await counted(second.id)).toMatchObject({ cases: 0, submissions: 0 });
});

test("a service that was paused takes nothing by an old address, and the draft stays (fault T7)", async () => {
  const { visitor, id, key } = await filledIn();
  const first = await visitor.get("/leistungen/hund-anmelden/antrag?neu");
  const pause = (status: "paused" | "live") =>
    t.house.database.withTenant(t.musterstadt.id, (scope) => setStatus(scope, "system", "hund-anmelden", status));
  await pause("paused");
  const anew = await visitor.post("/leistungen/hund-anmelden/antrag", {
    _stand: hidden(first.body, "_stand"),
    nachname: "Beispiel",
  });
  for (const seen of [await send(visitor, id, key), anew, await visitor.get("/leistungen/hund-anmelden/antrag?neu")]) {
    expect(seen.status).toBe(410);
    expect(seen.body).toContain("Diese Leistung gibt es hier gerade nicht online");
    expect(seen.body).toContain("Es wurde nichts abgeschickt.");
  }
  expect(await counted(id)).toMatchObject({ cases: 0, submissions: 0 });
  await pause("live");
  expect((await send(visitor, id, key)).status).toBe(303);
});
