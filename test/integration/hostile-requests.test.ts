/** Requests that lie about where they come from, who sends them and where they lead (faults S1, S4, S6, T5, T10). */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeResumeKey } from "../../src/domains/applications/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, Visitor, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let owner: pg.Client;
let citizen: Visitor;
let staff: Visitor;
let draftId: string;
const person = { sessionId: "", accountId: someAccount() };

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
  const signed = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: person.accountId });
  citizen = signed.visitor;
  person.sessionId = signed.sessionId;
  draftId = (await draft(t.house, t.musterstadt.id, person)).id;
  staff = await staffHere();
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
});

async function staffHere(): Promise<Visitor> {
  const [kim] = await t.house.database.withTenant(t.musterstadt.id, listStaff);
  return (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id })).visitor;
}
const endSessions = (): Promise<unknown> => owner.query("update identity.sessions set expires_at = '2020-01-01'");
const pagePath = (): string => `/antraege/${draftId}/seiten/seite_hund`;
const savedName = async (): Promise<unknown> =>
  (await owner.query("select answers->>'hundename' as name from applications.applications where id = $1", [draftId]))
    .rows[0];

describe("a form posted from somewhere else is refused, and nothing is saved", () => {
  const elsewhere = "http://boese.example";
  test.each<[string, Record<string, string>]>([
    ["another site, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["another municipality's portal", { "sec-fetch-site": "same-site" }],
    ["another origin", { origin: elsewhere }],
    ["another port", { origin: "http://musterstadt.localhost:9999" }],
    ["no origin to be named", { origin: "null" }],
    ["an origin that is no address", { origin: "::" }],
    ["plain text", { "content-type": "text/plain" }],
    ["JSON", { "content-type": "application/json" }],
    ["no type", { "content-type": "" }],
    ["upper case type from elsewhere", { "content-type": "TEXT/PLAIN", origin: elsewhere }],
  ])("%s", async (_, headers) => {
    const seen = await citizen.post(pagePath(), { hundename: "Gekapert", _stand: "4" }, headers);
    expect([403, 415]).toContain(seen.status);
    expect(seen.body).toMatch(/senden Sie (es )?noch einmal|Bitte senden Sie noch einmal/i);
    expect(await savedName()).toEqual({ name: "Bella" });
  });

  test.each(["", "falsch", "x".repeat(43)])("the token %j", async (_token) => {
    const seen = await citizen.post(pagePath(), { hundename: "Gekapert", _stand: "4", _token });
    expect(seen.status).toBe(403);
    expect(await savedName()).toEqual({ name: "Bella" });
  });

  test("the token of another browser, and of the same person's desk", async () => {
    for (const token of [new Visitor(web, "musterstadt").token("/"), staff.token("/amt")])
      expect((await citizen.post(pagePath(), { hundename: "Gekapert", _token: token })).status).toBe(403);
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("%s is no way to do anything", async (method) => {
    expect((await citizen.send(method, pagePath(), { body: "hundename=Gekapert" })).status).toBe(404);
  });
});

describe("a session that has ended loses nothing that was typed", () => {
  test("a citizen signs in again and sends the same page once more", async () => {
    const { body } = await citizen.get(pagePath());
    const stand = hidden(body, "_stand");
    await endSessions();
    const fields = { hundename: "Bella die Zweite", rasse: "Sehr langer Text über die Rasse", _stand: stand };
    const seen = await citizen.post(pagePath(), fields);
    expect(seen.status).toBe(401);
    expect(seen.body).toContain("Bitte melden Sie sich an");
    expect(seen.body).toContain("Bella die Zweite");
    expect(seen.body).toContain("Lassen Sie diese Seite offen");
    expect(seen.body).toMatch(/href="\/anmeldung\?weiter=[^"]*" target="_blank"/);

    // In the other window: a new session, a new secret. The kept page has the old token; it asks once more, then saves.
    const again = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: person.accountId });
    citizen.cookies.set("al_portal", again.visitor.cookies.get("al_portal")!);
    person.sessionId = again.sessionId;
    const stale = await citizen.post(pagePath(), { ...fields, _token: hidden(seen.body, "_token") });
    expect(stale.status).toBe(403);
    expect(stale.body).toContain("Bella die Zweite");
    await citizen.post(pagePath(), { ...fields, _token: hidden(stale.body, "_token") });
    expect(await savedName()).toEqual({ name: "Bella die Zweite" });
  });

  test("a guest goes on: the old secret opens nothing, but is no error either", async () => {
    const guest = new Visitor(web, "musterstadt");
    await guest.get("/leistungen/hund-anmelden/antrag");
    const first = await guest.post("/leistungen/hund-anmelden/antrag", { vorname: "Petra", _spaeter: "ja" });
    expect(first.status).toBe(303);
    await endSessions();
    expect((await guest.get(first.location)).status).toBe(401);
    const second = await guest.post("/leistungen/hund-anmelden/antrag", { vorname: "Petra", _spaeter: "ja" });
    expect(second.status).toBe(303);
    expect(second.location).not.toBe(first.location);
  });

  test("a guest's first requests may come all at once", async () => {
    const guest = new Visitor(web, "musterstadt");
    await guest.get("/leistungen/hund-anmelden/antrag");
    const first = () => guest.post("/leistungen/hund-anmelden/antrag", { vorname: "Petra", _spaeter: "ja" });
    const answers = await Promise.all(Array.from({ length: 20 }, first));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  });

  test("a caseworker's note is shown again", async () => {
    staff = await staffHere();
    await endSessions();
    const seen = await staff.post(`/amt/vorgaenge/${newId()}/notizen`, { text: "Eine lange Notiz, die bleibt." });
    expect(seen.status).toBe(401);
    expect(seen.body).toContain("Eine lange Notiz, die bleibt.");
    expect(seen.body).toContain('href="/amt/anmeldung?weiter=%2Famt" target="_blank"');
    expect((await staff.get("/amt/vorgaenge/1")).location).toBe("/amt/anmeldung?weiter=%2Famt%2Fvorgaenge%2F1");
  });
});

describe("hosts and addresses", () => {
  test.each([
    "boese.example",
    "localhost",
    "musterstadt.localhost.boese.example",
    "boese.localhost",
    "amusterstadt.localhost",
    "[::1]",
    "",
  ])("the host %j is none of ours", async (host) => {
    const seen = await citizen.send("GET", "/", { headers: { host } });
    expect(seen.status).toBe(421);
    expect(seen.body).toContain("Alle Portale finden Sie hier: http://lindenau.localhost:3000");
    expect(seen.body).not.toContain("Musterstadt");
  });

  test("what a proxy header claims changes nothing", async () => {
    const plain = await new Visitor(web, "musterstadt").get("/");
    const headers = {
      "x-forwarded-host": "beispielheim.localhost:3000",
      "x-forwarded-proto": "https",
      forwarded: "host=boese.example",
    };
    const claimed = await new Visitor(web, "musterstadt").get("/", headers);
    expect(claimed.body).toBe(plain.body);
    expect(claimed.body).not.toContain("boese.example");
  });

  test("two portals asked in turn and at once never mix", async () => {
    const ask = async (host: string): Promise<boolean> => {
      const seen = await new Visitor(web, host).get("/", { host: `${host}.localhost:3000` });
      return seen.body.includes(host === "musterstadt" ? "Stadt Musterstadt" : "Beispielheim") && seen.status === 200;
    };
    const hosts = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? "beispielheim" : "musterstadt"));
    expect(new Set(await Promise.all(hosts.map(ask)))).toEqual(new Set([true]));
  });

  test.each([
    "/gibt-es-nicht",
    "/antraege/1",
    "/antraege/..%2f..%2fetc%2fpasswd",
    "/leistungen/%00",
    "/leistungen/__proto__",
    "/anlaesse/constructor",
    "/anlaesse/__proto__",
    "/antraege/%E0%A4%A",
    "/leistungen/" + "a".repeat(5000),
    "/amt/gibt-es-nicht",
    "/%61mt/gibt-es-nicht",
    "/amt/vorgaenge/%00",
    "/amt/vorgaenge/1%27%20or%201=1",
  ])("%s is a page that does not exist, with a way out", async (path) => {
    const visitor = path.includes("amt") ? await staffHere() : await freshCitizen();
    const seen = await visitor.get(path);
    expect(seen.status).toBe(404);
    expect(seen.body).toContain("Diese Seite gibt es nicht");
    expect(seen.body).toMatch(/href="\/(amt)?"/);
  });

  test.each(["lindenau", "konto.lindenau", "dateien.lindenau"])("on %s, too", async (host) => {
    const seen = await new Visitor(web, host).get("/gibt/es/nicht");
    expect(seen.status).toBe(404);
    expect(seen.body).toContain("Diese Seite gibt es nicht");
  });

  test.each([
    "sort=password",
    "tenant_id=1",
    "assignee_id[ne]=1",
    "ansicht=geheim",
    "ansicht[]=heute",
    "ordnung=applicant;drop",
    "stand=__proto__",
    "limit=1000000",
  ])("the filter %s is none: the desk says so and shows no case (fault T10)", async (query) => {
    const visitor = await staffHere();
    const asked = await visitor.get(`/amt?${query}`);
    expect(asked.status).toBe(400);
    expect(asked.body).toContain("Diesen Filter gibt es nicht");
  });

  test("a search is words, whatever they are", async () => {
    const visitor = await staffHere();
    for (const ab of ["irgendwo", "%00", "2026-11-17,1", "'", "~"])
      expect((await visitor.get(`/amt?ab=${ab}`)).status).toBe(200);
    for (const q of ["%", "_", "' or 1=1 --", "\\", "(a+)+$", "%00", "😀", "\u202e"])
      expect((await visitor.get(`/amt?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
    for (const q of ["%", "' or 1=1 --", "a:* & !b", "__proto__", "\0", "x".repeat(5000)])
      expect((await visitor.get(`/suche?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
  });
});

const freshCitizen = async (): Promise<Visitor> =>
  (await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: someAccount() })).visitor;

describe("no way back leads elsewhere", () => {
  const elsewhere = [
    "//boese.example",
    "/\\boese.example",
    "/\t/boese.example",
    "/\n/boese.example",
    "https://boese.example",
    "javascript:alert(1)",
    "\\\\boese.example",
    "/.//boese.example",
    "boese.example",
    "/%09/boese.example",
  ];
  test.each(elsewhere)("%j", async (to) => {
    const query = encodeURIComponent(to);
    for (const host of ["musterstadt", "lindenau"]) {
      const { location } = await new Visitor(web, host).get(`/sprache/en?zurueck=${query}`);
      expect(new URL(location, "http://eigenes.example").host).toBe("eigenes.example");
    }
    for (const path of ["/anmeldung", "/amt/anmeldung"]) {
      const { location } = await new Visitor(web, "musterstadt").get(`${path}?weiter=${query}`);
      const leads = new URL(location);
      expect(leads.host).toBe("konto.lindenau.localhost:3000");
      expect(new URL(leads.searchParams.get("weiter")!, "http://eigenes.example").host).toBe("eigenes.example");
    }
  });

  test("the sign-in host sends nobody to a host that is not ours", async () => {
    const seen = await new Visitor(web, "konto.lindenau").get("/anmeldung?host=boese.example&weiter=/&marke=x");
    expect(seen.status).toBe(409);
    expect(seen.body).toContain("Beginnen Sie noch einmal");
  });
});

test("every answer carries the whole set of headers", async () => {
  const visitor = new Visitor(web, "musterstadt");
  const answers = [
    await visitor.get("/"),
    await visitor.get("/gibt-es-nicht"),
    await visitor.get("/antraege/1"),
    await visitor.get("/amt"),
    await visitor.get("/wappen.svg"),
    await visitor.get("/assets/nichts.css"),
    await visitor.post("/stand", {}, { origin: "http://boese.example" }),
    await visitor.post("/antraege/1/seiten/x", { a: "b" }),
    await visitor.send("GET", "/", { headers: { host: "boese.example" } }),
    await new Visitor(web, "lindenau").get("/"),
    await new Visitor(web, "konto.lindenau").get("/anmeldung/zurueck?state=x"),
    await new Visitor(web, "dateien.lindenau").get("/x"),
  ];
  for (const { headers, status } of answers) {
    const set = Object.fromEntries(headers);
    expect(set, String(status)).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'") as string,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": expect.any(String) as string,
    });
    expect(set["content-security-policy"]).not.toMatch(/unsafe|\*/);
    expect(set["access-control-allow-origin"]).toBeUndefined();
  }
});

describe("number and code", () => {
  const open = (visitor: Visitor, nummer: string, code: string) => visitor.post("/stand", { nummer, code });
  async function withKey() {
    const { id } = await draft(t.house, t.musterstadt.id, { ...person });
    return t.house.database.withTenant(t.musterstadt.id, (scope) => makeResumeKey(scope, person, id));
  }
  async function atTheDoor(): Promise<Visitor> {
    const visitor = new Visitor(web, "musterstadt");
    await visitor.get("/stand");
    return visitor;
  }

  test("five wrong codes lock the number for a quarter of an hour, for the right code too", async () => {
    const key = await withKey();
    const visitor = await atTheDoor();
    for (let i = 0; i < 5; i++) expect((await open(visitor, key.reference, "ABCD-EFGH")).status).toBe(422);
    const locked = await open(await atTheDoor(), key.reference, key.code);
    expect(locked.status).toBe(429);
    expect(locked.body).toContain("Versuchen Sie es in 15 Minuten noch einmal");
    t.clock.advance(15 * 60_000 + 1000);
    expect((await open(await atTheDoor(), key.reference, key.code)).status).toBe(303);
  });

  test("a hundred guesses at once are five", async () => {
    const key = await withKey();
    const visitor = await atTheDoor();
    const statuses = (
      await Promise.all(Array.from({ length: 100 }, () => open(visitor, key.reference, "ABCD-EFGH")))
    ).map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(95);
  });

  test("a number nobody has is answered like a wrong code, and people may type as they like", async () => {
    const key = await withKey();
    const visitor = await atTheDoor();
    const unknown = await open(visitor, "QQQQ-WWWW-ZZZZ", "ABCD-EFGH");
    const wrong = await open(visitor, key.reference, "ABCD-EFGH");
    expect(wrong.body.replaceAll(key.reference, "N")).toBe(unknown.body.replaceAll("QQQQ-WWWW-ZZZZ", "N"));
    const typed = await open(visitor, ` ${key.reference.toLowerCase().replaceAll("-", " ")} `, key.code.toLowerCase());
    expect(typed.status).toBe(303);
  });
});
