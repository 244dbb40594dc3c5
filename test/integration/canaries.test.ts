/** A word planted in every text of one tenant never shows at another, wherever its people look (fault T2). */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaff, listDepartments, listStaff, type Tenant } from "../../src/domains/tenancy/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { fillTenant, providerAt } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

const canary = "Kanarienvogel";
let t: TestHouse;
let web: Web;
let owner: pg.Client;
let provider: PaymentProvider;
let people: Record<"here" | "there", { citizen: Visitor; staff: Visitor }>;

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
  people = { here: await furnish(t.musterstadt, "Eigenes"), there: await furnish(t.beispielheim, canary) };
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  await provider.close();
});

async function furnish(tenant: Tenant, word: string): Promise<{ citizen: Visitor; staff: Visitor }> {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, tenant, { kind: "citizen", accountId });
  await fillTenant(t.house, tenant, { sessionId, accountId }, word);
  const [kim] = await t.house.database.withTenant(tenant.id, listStaff);
  const staff = await signedIn(t.house, web, tenant, { kind: "staff", staffId: kim!.id });
  return { citizen: visitor, staff: staff.visitor };
}

/** Follows every link of the host from a start, and searches for the word; the answer is each page with its text. */
async function crawl(visitor: Visitor, begin: readonly string[]): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const open = [...begin];
  while (open.length > 0 && seen.size < 400) {
    const path = open.shift()!;
    if (seen.has(path)) continue;
    const { body, location, headers } = await visitor.get(path);
    seen.set(path, headers.get("content-type")?.includes("text/html") ? body : "");
    const links = [location, ...[...body.matchAll(/(?:href|action)="([^"]+)"/g)].map(([, link]) => link ?? "")];
    for (const link of links) {
      const next = link.replaceAll("&amp;", "&").split("#")[0]!;
      if (/^\/(?!\/)/.test(next) && !/abmeldung|anmeldung|sprache|\.(css|svg|pdf)$/.test(next)) open.push(next);
    }
  }
  return seen;
}

const word = encodeURIComponent(canary);
const citizenStarts = ["/", "/meine-antraege", "/leistungen", `/suche?q=${word}`, `/stand?nummer=x`];
const staffStarts = [
  "/amt",
  "/amt/kasse",
  `/amt?q=${word}`,
  "/amt?q=Bei",
  "/amt?ansicht=alle",
  "/amt?ansicht=erledigt",
];
const shows = (pages: Map<string, string>): string[] =>
  // What somebody searched for is said back to them; that is no leak.
  [...pages].filter(([path, body]) => !path.includes(word) && body.includes(canary)).map(([path]) => path);

test("the word is really planted: those it belongs to see it", async () => {
  const desk = shows(await crawl(people.there.staff, staffStarts));
  expect(desk.length).toBeGreaterThan(5);
  expect(desk.filter((path) => path.startsWith("/amt/vorgaenge/")).length).toBeGreaterThan(1);
  expect(shows(await crawl(people.there.citizen, citizenStarts)).length).toBeGreaterThan(5);
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::int as count from messages.mails where subject = $1",
    [canary],
  );
  expect(rows[0]!.count).toBe(1);
});

test("nobody of the other municipality sees it, nor does anybody without a session", async () => {
  const desk = await crawl(people.here.staff, staffStarts);
  const portal = await crawl(people.here.citizen, citizenStarts);
  expect(desk.size).toBeGreaterThan(15);
  expect(portal.size).toBeGreaterThan(25);
  expect(shows(desk)).toEqual([]);
  expect(shows(portal)).toEqual([]);
  const stranger = await signedIn(t.house, web, t.beispielheim, { kind: "citizen", accountId: someAccount() });
  expect(shows(await crawl(stranger.visitor, citizenStarts))).toEqual([]);
});

test("a search for it finds nothing, and counters do not count it", async () => {
  const nothing = (await people.here.staff.get(`/amt?q=${word}`)).body.replaceAll(canary, "W");
  const nobody = (await people.here.staff.get("/amt?q=Gibtesnichtirgendwo")).body.replaceAll(
    "Gibtesnichtirgendwo",
    "W",
  );
  expect(nothing).toBe(nobody);
});

test("neither mails nor audit lines nor jobs of the other municipality carry it", async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.table_schema || '.' || c.table_name as name from information_schema.columns c
     where c.column_name = 'tenant_id' and c.table_schema not in ('public', 'pgboss')`,
  );
  for (const { name } of tables) {
    const { rows } = await owner.query(`select 1 from ${name} r where tenant_id = $1 and r::text like $2`, [
      t.musterstadt.id,
      `%${canary}%`,
    ]);
    expect([name, rows.length]).toEqual([name, 0]);
  }
  // Audit and queue hold ids and codes only, whoever they belong to.
  for (const name of ["audit.lines", "pgboss.job"]) {
    const { rows } = await owner.query(`select 1 from ${name} r where r::text like $1`, [`%${canary}%`]);
    expect([name, rows.length]).toEqual([name, 0]);
  }
});

test("the word of one office shows nowhere at another of the same administration", async () => {
  const { id, host } = t.beispielheim;
  const member = await t.house.database.withTenant(id, async (scope) => {
    const [kim] = await listStaff(scope);
    const office = (await listDepartments(scope)).find((one) => one.id !== kim!.departmentId)!;
    const other = { id: newId(), subject: "anderes-amt", name: "Jona Anderswo", departmentId: office.id };
    await addStaff(scope, other);
    return other;
  });
  const { visitor } = await signedIn(t.house, web, { id, host }, { kind: "staff", staffId: member.id });
  const pages = await crawl(visitor, [
    ...staffStarts,
    "/amt/postausgang",
    "/amt/stoerungen",
    "/amt/akten",
    "/amt/zahlen",
  ]);
  expect(pages.size).toBeGreaterThan(10);
  expect(shows(pages)).toEqual([]);
});
