/** What the islands of a draft ask the server: save quietly, let the session go on. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

const hour = 3_600_000;
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

async function atDog(): Promise<{ visitor: Visitor; path: string; stand: string }> {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId, accountId }, bella);
  const path = `/antraege/${id}/seiten/seite_hund`;
  return { visitor, path, stand: hidden((await visitor.get(path)).body, "_stand") };
}

test("a quiet save keeps what can be read, says the new state and goes nowhere", async () => {
  const { visitor, path, stand } = await atDog();
  const words = { hundename: "Rocky", "geboren.day": "31", "geboren.month": "2", "geboren.year": "2020", _still: "ja" };
  const seen = await visitor.post(path, { ...words, _stand: stand });
  expect([seen.status, seen.location]).toEqual([200, ""]);
  expect(JSON.parse(seen.body)).toEqual({
    stand: Number(stand) + 1,
    saved: expect.stringContaining("Entwurf gespeichert um 09:00 Uhr"),
    ends: "2026-11-17T16:00:00.000Z",
  });
  const { body } = await visitor.get(path);
  expect(body).toContain('value="Rocky"');
  expect(body).toContain('value="31"');
});

test("a quiet save that does not know the latest state changes nothing and says so", async () => {
  const { visitor, path, stand } = await atDog();
  await visitor.post(path, { hundename: "Rocky", _stand: stand, _still: "ja" });
  expect((await visitor.post(path, { hundename: "Hasso", _stand: stand, _still: "ja" })).status).toBe(409);
  expect((await visitor.get(path)).body).toContain('value="Rocky"');
  const beside = await visitor.post(path, { hundename: "Hasso", _stand: stand });
  expect(beside.status).toBe(409);
  // Until its person decides, the page that shows both is not saved by itself.
  expect(beside.body).not.toContain("data-autosave");
});

test("a session goes on while it is used, eight hours at a time and a day at most, and never after its end", async () => {
  const { visitor, path } = await atDog();
  const ends = async (): Promise<string> => {
    const seen = await visitor.post("/sitzung", {}, { accept: "application/json" });
    return seen.status === 200 ? (JSON.parse(seen.body) as { ends: string }).ends : String(seen.status);
  };
  const start = t.clock.now().getTime();
  const after = (hours: number): string => new Date(start + hours * hour).toISOString();
  t.clock.advance(10 * 60_000);
  expect(await ends()).toBe(after(8));
  t.clock.advance(7 * hour - 10 * 60_000);
  expect(await ends()).toBe(after(15));
  t.clock.advance(7 * hour);
  const saved = await visitor.post(path, {
    hundename: "Rocky",
    _stand: hidden((await visitor.get(path)).body, "_stand"),
  });
  expect(saved.status).toBe(422);
  expect(await ends()).toBe(after(22));
  t.clock.advance(7 * hour);
  expect(await ends()).toBe(after(24));
  t.clock.advance(3 * hour);
  expect(await ends()).toBe("401");
  t.clock.advance(-24 * hour);
});

test("without JavaScript the answer leads back to the page, and to no other place", async () => {
  const { visitor, path } = await atDog();
  expect((await visitor.post("/sitzung", { weiter: path })).location).toBe(path);
  expect((await visitor.post("/sitzung", { weiter: "//example.org" })).location).toBe("/meine-antraege");
});
