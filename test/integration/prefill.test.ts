/** What a form begins with: what the account knows, and what a signed link carries. */
import { createHmac } from "node:crypto";
import type { Answers } from "@allmende/forms";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getApplication, writePrefill } from "../../src/domains/applications/index.ts";
import { recognise, type Profile } from "../../src/domains/identity/index.ts";
import { makeLink } from "../../src/cli/prefill.ts";
import { listening } from "../../src/cli/cli.testing.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, Visitor, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;

beforeAll(async () => {
  t = await openTestHouse({ services: ["hund-anmelden", "geburtsurkunde"] });
  web = await openWeb(t.house, webPort);
});
afterAll(async () => {
  web.close();
  await t.close();
});

const start = "/leistungen/hund-anmelden/antrag";
const petra: Profile = {
  givenName: "Petra",
  familyName: "Beispiel",
  birthDate: "1985-02-04",
  street: "Lindenweg 7",
  postcode: "12345",
  place: "Musterstadt",
};

let people = 0;
async function citizen(profile: Profile) {
  const subject = `p-${++people}`;
  const accountId = await t.house.database.withAlliance((scope) =>
    recognise(scope, { issuer: "probe", subject, name: "Petra Beispiel", email: "petra@beispiel.example", profile }),
  );
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  return { visitor, person: { sessionId, accountId }, subject };
}

const valueOf = (html: string, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1];

const words = {
  vorname: "Petra",
  nachname: "Beispiel",
  geburtsdatum: "4.2.1985",
  strasse: "Lindenweg 7",
  plz: "12345",
  ort: "Musterstadt",
};

test("what the account knows stands in the form, is said, and can be changed", async () => {
  const { visitor } = await citizen(petra);
  const seen = await visitor.get(start);
  expect(valueOf(seen.body, "vorname")).toBe("Petra");
  expect(valueOf(seen.body, "geburtsdatum.year")).toBe("1985");
  expect(valueOf(seen.body, "email")).toBe("petra@beispiel.example");
  expect(seen.body).toContain(
    "<strong>Aus Ihrem Konto:</strong> Vorname, Nachname, Geburtsdatum, Straße und Hausnummer, Postleitzahl, Ort, E-Mail-Adresse.",
  );
  const posted = await visitor.post(start, { ...words, vorname: "Petra Maria" });
  const again = await visitor.get(posted.location.replace("seite_hund", "seite_halter"));
  expect(valueOf(again.body, "vorname")).toBe("Petra Maria");
  // Sent by their person it is theirs.
  expect(again.body).not.toContain("Aus Ihrem Konto");
});

test("the account follows the provider; a guest and a bare account begin with nothing", async () => {
  const { visitor, subject } = await citizen(petra);
  await t.house.database.withAlliance((scope) =>
    recognise(scope, {
      issuer: "probe",
      subject,
      name: "Petra Anders",
      email: null,
      profile: { familyName: "Anders" },
    }),
  );
  const seen = await visitor.get(start);
  expect([valueOf(seen.body, "nachname"), valueOf(seen.body, "strasse")]).toEqual(["Anders", ""]);
  for (const nobody of [new Visitor(web, t.musterstadt.host), (await citizen({})).visitor]) {
    const bare = await nobody.get(start);
    expect(valueOf(bare.body, "vorname")).toBe("");
  }
});

test("known answers of later pages wait there, marked until their page is sent; a child's facts stay free", async () => {
  const { visitor, person } = await citizen(petra);
  const first = await visitor.get("/leistungen/geburtsurkunde/antrag?ort=musterstadt");
  expect(valueOf(first.body, "person_geburtsdatum.year")).toBe("");
  expect(first.body).not.toContain("Aus Ihrem Konto");
  const posted = await visitor.post("/leistungen/geburtsurkunde/antrag?ort=musterstadt", {
    geburtsort: "Musterstadt",
    person_vornamen: "Lina",
    person_geburtsname: "Beispiel",
    person_geburtsdatum: "30.9.2020",
    fuer_wen: "fuer_kind",
  });
  const id = posted.location.split("/")[2]!;
  const { answers, entered } = await t.house.database.withTenant(t.musterstadt.id, (scope) =>
    getApplication(scope, person, id),
  );
  expect(answers).toMatchObject({ vorname: "Petra", antrag_geburtsdatum: "1985-02-04", person_vornamen: "Lina" });
  expect(entered).toMatchObject({ vorname: "account" });
  const later = await visitor.get(`/antraege/${id}/seiten/seite_antragsteller`);
  expect([later.status, later.body.includes("Aus Ihrem Konto:")]).toEqual([200, true]);
});

const linkFor = async (row: Record<string, string>, days = 30): Promise<string> => {
  const { io, out } = listening();
  const key = t.house.secretKey;
  await makeLink(
    t.house.database,
    t.musterstadt,
    { slug: "hund-anmelden", row, days, key, config: { ...t.house.config, PORT: webPort } },
    io,
  );
  const url = new URL(out[0]!);
  expect(url.host).toBe(`${t.musterstadt.host}.localhost:${webPort}`);
  return url.pathname + url.search;
};

test("a signed link fills in its answers, says so, and goes with the form to the later pages", async () => {
  const link = await linkFor({ ort: "Musterstadt", hundename: "Bella", hier_seit: "3.11.2026" });
  const guest = new Visitor(web, t.musterstadt.host);
  const seen = await guest.get(link);
  expect(valueOf(seen.body, "ort")).toBe("Musterstadt");
  expect(seen.body).toContain("<strong>Aus dem Link:</strong> Ort.");
  const posted = await guest.post(link, words);
  const next = await guest.get(posted.location);
  expect(valueOf(next.body, "hundename")).toBe("Bella");
  expect(next.body).toContain("<strong>Aus dem Link:</strong>");
  // The account knows better who its person is.
  const { visitor } = await citizen(petra);
  expect(valueOf((await visitor.get(await linkFor({ vorname: "Tom" }))).body, "vorname")).toBe("Petra");
});

test("a link brings a new form though a draft is there, and loses none", async () => {
  const link = await linkFor({ hundename: "Bella" });
  const guest = new Visitor(web, t.musterstadt.host);
  await guest.get(start);
  const mine = (await guest.post(start, { ...words, vorname: "Meins" })).location;
  t.clock.advance(60_000);
  expect((await guest.get(link)).status).toBe(200);
  const other = (await guest.post(link, words)).location;
  expect(other.split("/")[2]).not.toBe(mine.split("/")[2]);
  expect(valueOf((await guest.get(mine.replace("seite_hund", "seite_halter"))).body, "vorname")).toBe("Meins");
});

const sign = (payload: string): string =>
  `${payload}.${createHmac("sha256", t.house.secretKey).update(`prefill ${payload}`).digest("base64url")}`;
const signed = (a: unknown, more: object = {}): string =>
  sign(
    Buffer.from(JSON.stringify({ t: t.musterstadt.id, s: "hund-anmelden", b: 4_000_000_000, a, ...more })).toString(
      "base64url",
    ),
  );

test("a link that is changed, foreign, over or no longer fits is told, and the form is empty", async () => {
  const good = signed({ vorname: "Tom" });
  expect(valueOf((await new Visitor(web, t.musterstadt.host).get(`${start}?daten=${good}`)).body, "vorname")).toBe(
    "Tom",
  );
  const [payload = "", signature = ""] = good.split(".");
  const other = Buffer.from(payload, "base64url").toString().replace("Tom", "Tim");
  const broken = "Er ist unvollständig oder verändert.";
  const unfit = "Das Formular hat sich seither geändert.";
  const cases: [string, string][] = [
    ["", broken],
    ["x", broken],
    [payload, broken],
    [`${Buffer.from(other).toString("base64url")}.${signature}`, broken],
    [`${good}.x`, broken],
    [`${good.slice(0, -1)}`, broken],
    ["%00%F0.%E2", broken],
    ["A".repeat(5000), broken],
    [signed({ vorname: "Tom" }, { t: t.beispielheim.id }), broken],
    [signed({ vorname: "Tom" }, { s: "geburtsurkunde" }), broken],
    [signed({ vorname: "Tom" }, { b: 1_000_000_000 }), "Er ist abgelaufen."],
    [signed({ vorname: "Tom", gibt_es_nicht: 1 }), unfit],
    [signed({ vorname: "Tom", plz: "1" }), unfit],
    [signed({ vorname: { x: 1 } }), unfit],
    [signed({ mithalter_vorname: "Tom" }), unfit],
    [signed({ uebernahmevertrag: [] }), unfit],
    [signed(null), unfit],
    [signed([1]), unfit],
  ];
  for (const [daten, words] of cases) {
    const seen = await new Visitor(web, t.musterstadt.host).get(`${start}?daten=${daten}`);
    expect([seen.status, seen.body.includes(words), valueOf(seen.body, "vorname")], daten.slice(0, 60)).toEqual([
      200,
      true,
      "",
    ]);
  }
  // Posted with a link that is none, the form is taken as it was typed.
  const guest = new Visitor(web, t.musterstadt.host);
  await guest.get(`${start}?daten=x`);
  expect((await guest.post(`${start}?daten=x`, words)).location).toMatch(/seiten\/seite_hund$/);
});

test("a link is not made of what it must not carry, of what is wrong, or of too much", async () => {
  const why = (row: Record<string, string>) => linkFor(row).then(String, (error: Error) => error.message);
  expect(await why({ gibt_es_nicht: "x" })).toContain("gibt_es_nicht: the form has no such answer");
  expect(await why({ plz: "1" })).toContain("plz: pattern");
  expect(await why({ hier_seit: "gestern" })).toContain("hier_seit: notADate");
  expect(await why({ mithalter_vorname: "Tom" })).toContain("mithalter_vorname: cannot be filled by a link");
  expect(await why({ bemerkung: "x".repeat(1000), hundename: "x".repeat(60), rasse: "y".repeat(80) })).toBeDefined();
  expect(
    writePrefill("k", { tenant: "t", slug: "s", until: new Date(0), answers: { a: "x".repeat(2000) } as Answers }),
  ).toBeUndefined();
});
