/**
 * The walls between tenants, asked through the front door: every route with an id, found in the route table, is asked
 * for every kind of id the other tenant's rows hold. The answer must be the one for an id that nobody has (fault T1);
 * the same between two citizens (fault T6).
 */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { addStaff, listDepartments, listStaff } from "../../src/domains/tenancy/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { faces, openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { submittedDog } from "../citizen.ts";
import { fillTenant, providerAt, type FullTenant } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hashesOf, idsOf } from "../rows.ts";
import { signedIn, someAccount, Visitor, webPort, type Seen } from "../visitor.ts";

/** What stands behind a parameter: an id of somebody, or a word everybody may know (with one that exists). */
const kinds: Record<
  string,
  | "application"
  | "letter"
  | "attachment"
  | "case"
  | "treasury task"
  | "saved view"
  | "file"
  | "incident"
  | "absence"
  | "ad-hoc task"
  | "contact"
  | "statement"
  | "dossier"
  | "document"
  | "disposal"
  | "batch"
  | "invitation"
  | { word: string }
> = {
  "portal /anlaesse/:event": { word: "tiere" },
  "portal /leistungen/:slug": { word: "hund-anmelden" },
  "portal /sprache/:code": { word: "de" },
  "portal /antraege/:id": "application",
  "portal /antraege/:id/seiten/:page": { word: "seite_hund" },
  "portal /antraege/:id/beteiligte/:part": { word: "mithaltung" },
  "portal /mitwirkung/:id": "invitation",
  "portal /mitwirkung/:id/seiten/:page": { word: "seite_mithaltung" },
  "portal /antraege/:id/briefe/:letter": "letter",
  "portal /antraege/:id/anlagen/:attachment": "attachment",
  "workbench /amt/antraege/:id": "application",
  "workbench /amt/antraege/:id/seiten/:page": { word: "seite_hund" },
  "workbench /amt/antraege/:id/anlagen/:attachment": "attachment",
  "workbench /amt/antraege/:id/beteiligte/:part": { word: "mithaltung" },
  "workbench /amt/vorgaenge/:id": "case",
  "workbench /amt/vorgaenge/:id/stellungnahmen/:statement": "statement",
  "workbench /amt/vorgaenge/:id/stoerungen/:incident": "incident",
  "workbench /amt/stellungnahmen/:id": "statement",
  "workbench /amt/ansichten/:id": "saved view",
  "workbench /amt/vertretung/:id": "absence",
  "workbench /amt/postausgang/:batch": "batch",
  "workbench /amt/vorgaenge/:id/aufgaben/:task": "ad-hoc task",
  "workbench /amt/vorgaenge/:id/kontakte/:contact": "contact",
  "workbench /amt/vorgaenge/:id/entwurf/:letter": { word: "steuerbescheid" },
  "workbench /amt/akten/:id": "dossier",
  "workbench /amt/akten/:id/dokumente/:document": "document",
  "workbench /amt/aussonderung/:id": "disposal",
  "workbench /amt/kasse/:task": "treasury task",
  "workbench /amt/vorgaenge/:id/anlagen/:attachment": "attachment",
  "alliance /sprache/:code": { word: "de" },
  "files /:file": "file",
};

interface Route {
  face: keyof typeof faces;
  method: string;
  path: string;
  /** Each parameter with its place in `kinds`. */
  parameters: { name: string; key: string }[];
}

const routes: Route[] = Object.entries(faces).flatMap(([face, app]) =>
  app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => ({
      face: face as keyof typeof faces,
      method,
      path,
      parameters: [...path.matchAll(/:(\w+)/g)].map(({ 0: whole, 1: name = "", index }) => ({
        name,
        key: `${face} ${path.slice(0, index + whole.length)}`,
      })),
    })),
);
const withIds = routes.filter(({ parameters }) => parameters.some(({ key }) => typeof kinds[key] === "string"));

let t: TestHouse;
let web: Web;
let owner: pg.Client;
let provider: PaymentProvider;
let mine: FullTenant;
let citizen: Visitor;
let staff: Visitor;

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
  const accountId = someAccount();
  const own = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  citizen = own.visitor;
  mine = await fillTenant(t.house, t.musterstadt, { sessionId: own.sessionId, accountId }, "Eigenes");
  staff = await staffOf(t.musterstadt.id, t.musterstadt.host);
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  await provider.close();
});

async function staffOf(id: string, host: string): Promise<Visitor> {
  const { rows } = await owner.query<{ id: string }>(
    "select id from tenancy.staff where tenant_id = $1 order by subject limit 1",
    [id],
  );
  return (await signedIn(t.house, web, { id, host }, { kind: "staff", staffId: rows[0]!.id })).visitor;
}

const own = (kind: string): string =>
  ({ application: mine.waiting, case: mine.waitingCase, letter: mine.letter, attachment: mine.attachment })[kind] ??
  newId();

/** The addresses that ask for `asked` at each place of a route where an id stands; places before it hold our own. */
function addressesFor({ path, parameters }: Route, asked: string): string[] {
  const places = parameters.filter(({ key }) => typeof kinds[key] === "string");
  return places.map(({ name: at }) => {
    let passed = false;
    return path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const kind = kinds[parameters.find((parameter) => parameter.name === name)!.key]!;
      if (typeof kind !== "string") return kind.word;
      passed ||= name === at;
      return passed ? asked : own(kind);
    });
  });
}

/** A whole and valid form for every post, so that only the id can be what is wrong. */
const fields = (task: string): Record<string, string> => ({
  aufgabe: task,
  grund: "Darum",
  stelle: "Gemeinde Nebenan",
  frage: "Bekannt?",
  antwort: "Nein",
  tag: "2026-11-16",
  ergebnis: "festsetzen",
  begruendung: "Darum",
  text: "Notiz",
  punkt: "rasse",
  "grund.rasse": "wrong",
  nachricht: "Bitte",
  bis: "2026-12-01",
  zustimmung: "true",
  _einmal: "einmal",
  _stand: "2",
  email: "tom@testmann.example",
  nummer: "ABCD-EFGH-JKLM",
  hundename: "Rocky",
  rasse: "Pudel",
});

const ask = (visitor: Visitor, { method }: Route, address: string): Promise<Seen> =>
  method === "GET" ? visitor.get(address) : visitor.post(address, fields(newId()));

/** What of an answer may tell something; ids asked for and single-use marks are taken out. */
const told = ({ status, body, location }: Seen, asked: string): unknown => [
  status,
  location,
  body.replaceAll(asked, "ID").replaceAll(/name="_(token|einmal)" value="[^"]*"/g, ""),
];

async function askAll(visitor: Visitor, face: Route["face"], foreign: readonly string[], under = /^/): Promise<number> {
  let count = 0;
  for (const route of withIds.filter((candidate) => candidate.face === face && under.test(candidate.path))) {
    const unknown = newId();
    const [first, ...others] = addressesFor(route, unknown);
    for (const [index, address] of [first!, ...others].entries()) {
      const expected = told(await ask(visitor, route, address), unknown);
      expect((expected as [number])[0], `${route.method} ${route.path}`).toBe(404);
      for (const id of foreign) {
        const seen = await ask(visitor, route, addressesFor(route, id)[index]!);
        expect(told(seen, id), `${route.method} ${route.path} for ${id}`).toEqual(expected);
        count += 1;
      }
    }
  }
  return count;
}

test("every parameter of every route is named with its kind", () => {
  const unnamed = routes.flatMap(({ parameters }) => parameters.map(({ key }) => key)).filter((key) => !(key in kinds));
  expect([...new Set(unnamed)], "name the kind of id in this file").toEqual([]);
  const known = new Set(routes.flatMap(({ parameters }) => parameters.map(({ key }) => key)));
  expect(Object.keys(kinds).filter((key) => !known.has(key))).toEqual([]);
  expect(withIds.length).toBeGreaterThan(20);
});

test("every id of another tenant is as unknown as an id that nobody has, and nothing there changes", async () => {
  const accountId = someAccount();
  const other = await signedIn(t.house, web, t.beispielheim, { kind: "citizen", accountId });
  await fillTenant(t.house, t.beispielheim, { sessionId: other.sessionId, accountId }, "Fremdes");
  const foreign = await idsOf(owner, t.beispielheim.id);
  expect(foreign.length).toBeGreaterThan(25);
  const before = await hashesOf(owner, t.beispielheim.id);

  const asked = (await askAll(staff, "workbench", foreign)) + (await askAll(citizen, "portal", foreign));
  expect(asked).toBeGreaterThan(500);
  await askAll(citizen, "files", foreign);

  expect(await hashesOf(owner, t.beispielheim.id)).toEqual(before);
  // Who asks for what is not there leaves a line in his own tenant's trail.
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::int as count from audit.lines where tenant_id = $1 and act = 'cases.ask-unknown' and subject = any($2)",
    [t.musterstadt.id, foreign],
  );
  expect(rows[0]!.count).toBeGreaterThan(foreign.length);
}, 120_000);

test("every id of another office's cases is as unknown to this office, and nothing there changes", async () => {
  const other = await t.house.database.withTenant(t.musterstadt.id, async (scope) => {
    const [kim] = await listStaff(scope);
    const office = (await listDepartments(scope)).find(({ id }) => id !== kim!.departmentId)!;
    const member = { id: newId(), subject: "anderes-amt", name: "Zoe Anderswo", departmentId: office.id };
    await addStaff(scope, member);
    return member;
  });
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: other.id });
  const foreign = (await idsOf(owner, t.musterstadt.id)).filter((id) => id !== other.departmentId);
  const rowsNow = async () =>
    new Set([...(await hashesOf(owner, t.musterstadt.id))].map(([row, hash]) => `${row.split(" ")[0]} ${hash}`));
  const before = await rowsNow();
  const routesOfCases = /^\/amt\/(vorgaenge|stellungnahmen|postausgang)\//;
  expect(await askAll(visitor, "workbench", foreign, routesOfCases)).toBeGreaterThan(500);
  const several = await visitor.post("/amt/stapel", { vorgang: mine.waitingCase, schritt: "uebernehmen" });
  expect([several.status, several.body.includes("Ein Vorgang, den es nicht gibt")]).toEqual([200, true]);
  const after = await rowsNow();
  expect([...before].filter((row) => !after.has(row))).toEqual([]);
}, 120_000);

test("what another citizen has at the same portal is as unknown, and nothing of it changes", async () => {
  const others = await idsOf(owner, t.musterstadt.id);
  const before = await hashesOf(owner, t.musterstadt.id, "applications.applications");
  const accountId = someAccount();
  const stranger = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const kept = mine;
  mine = await fillTenant(t.house, t.musterstadt, { sessionId: stranger.sessionId, accountId }, "Drittes");
  await askAll(stranger.visitor, "portal", others);
  mine = kept;
  const after = await hashesOf(owner, t.musterstadt.id, "applications.applications");
  for (const [row, hash] of before) expect(after.get(row), row).toBe(hash);
});

test("a task of another tenant or of another case is no step of one's own case", async () => {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const open = (await t.house.database.withTenant(t.musterstadt.id, (scope) => findCaseOf(scope, application)))!;
  const path = `/amt/vorgaenge/${open.id}/schritt`;
  const { rows } = await owner.query<{ id: string }>("select id from processes.tasks where id <> $1", [
    open.nextTaskId,
  ]);
  expect(rows.length).toBeGreaterThan(4);
  const unknown = newId();
  const expected = told(await staff.post(path, fields(unknown)), unknown);
  for (const { id } of rows) expect(told(await staff.post(path, fields(id)), id)).toEqual(expected);
  expect((await staff.post(path, fields(open.nextTaskId!))).status).toBe(303);
});

test("a session of one portal is none at another", async () => {
  const elsewhere = new Visitor(web, t.beispielheim.host);
  for (const [name, value] of [...staff.cookies, ...citizen.cookies]) elsewhere.cookies.set(name, value);
  expect((await elsewhere.get("/amt")).location).toMatch(/^\/amt\/anmeldung/);
  expect((await elsewhere.get(`/antraege/${mine.decided}`)).status).toBe(401);
});

test("a link to a file opens that file only", async () => {
  await owner.query("update applications.attachments set scan = 'clean'");
  const link = new URL((await citizen.get(`/antraege/${mine.draft}/anlagen/${mine.attachment}`)).location);
  const files = new Visitor(web, "dateien.lindenau");
  const good = await files.get(link.pathname + link.search);
  expect([good.status, good.headers.get("content-security-policy")]).toEqual([200, "sandbox; default-src 'none'"]);
  expect(good.headers.get("content-disposition")).toMatch(/^attachment/);

  for (const file of await idsOf(owner, t.beispielheim.id)) {
    const query = new URLSearchParams(link.search);
    expect((await files.get(`/${file}?${query}`)).status).toBe(404);
    query.set("t", t.beispielheim.id);
    expect((await files.get(`/${file}?${query}`)).status).toBe(404);
  }
  t.clock.advance(61_000);
  expect((await files.get(link.pathname + link.search)).status).toBe(404);
});
