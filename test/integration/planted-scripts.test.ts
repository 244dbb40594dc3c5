/**
 * A script planted in every text that a package, a municipality, its staff and a citizen can write runs nowhere (fault
 * I2): it stands on the pages as text. And where one came through, the page's policy would keep it from running.
 */
import type { Server } from "node:http";
import { emptyOverlay, type ServicePackage } from "@allmende/service-package";
import pg from "pg";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adoptService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { listen, openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { openBrowser } from "../browser.ts";
import { freePort } from "../free-port.ts";
import { fillTenant, providerAt, type FullTenant } from "../full-tenant.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, type Visitor } from "../visitor.ts";

/** Ends whatever it stands in: an attribute, a comment, a style, a title. Short enough for every field. */
const short = `"'><img src=x onerror=ran=1>`;
const long = `${short}</title></style><!--><script>ran=1</script><svg onload=ran=1></svg><a href="javascript:ran=1">x</a>`;
const slugs = ["hund-anmelden", "geburtsurkunde"];

const browser = await openBrowser();
let t: TestHouse;
let web: Web;
let server: Server;
let provider: PaymentProvider;
let port: number;
let full: FullTenant;
let citizen: Visitor;
let staff: Visitor;

beforeAll(async () => {
  if (!browser) return;
  provider = await start();
  t = await openTestHouse({ services: slugs, neighbours: { payments: providerAt(provider.url) } });
  await plantInTenancy();
  const tenant = t.musterstadt;
  await t.house.database.withTenant(tenant.id, async (scope) => {
    for (const slug of slugs) await adoptService(scope, "system", planted(slug), emptyOverlay, "live");
  });
  port = await freePort();
  web = await openWeb(t.house, port);
  server = await listen(web, port, "127.0.0.1");
  const person = { sessionId: "", accountId: someAccount() };
  const signed = await signedIn(t.house, web, tenant, { kind: "citizen", accountId: person.accountId, name: short });
  citizen = signed.visitor;
  full = await fillTenant(t.house, tenant, { ...person, sessionId: signed.sessionId }, short);
  const [kim] = await t.house.database.withTenant(tenant.id, listStaff);
  staff = (await signedIn(t.house, web, tenant, { kind: "staff", staffId: kim!.id })).visitor;
}, 120_000);
afterAll(async () => {
  if (!browser) return;
  await browser.close();
  web.close();
  server.closeAllConnections();
  server.close();
  await t.close();
  await provider.close();
});

async function plantInTenancy(): Promise<void> {
  const owner = new pg.Client(t.owner);
  await owner.connect();
  const contact = `contact || jsonb_build_object('street', $1::text, 'place', $1::text, 'phone', $1::text, 'email', $1::text, 'room', $1::text, 'hours', jsonb_build_array(jsonb_build_array($1::text, $1::text)))`;
  await owner.query(`update tenancy.alliances set name = name || $1, title = title || $1, contact = ${contact}`, [
    long,
  ]);
  await owner.query(
    `update tenancy.tenants set name = name || $1, short_name = short_name || $1, places = array[$1], contact = ${contact}`,
    [long],
  );
  await owner.query(`update tenancy.departments set name = name || $1, contact = ${contact}`, [long]);
  await owner.query("update tenancy.staff set name = name || $1", [long]);
  await owner.end();
}

/** The package with the script behind each of its texts and in each of its letters. */
function planted(slug: string): ServicePackage {
  const pkg = structuredClone(loadLibrary(slug)) as ServicePackage;
  for (const texts of Object.values(pkg.texts))
    for (const [id, said] of Object.entries(texts))
      texts[id] =
        typeof said === "string"
          ? said + long
          : Object.fromEntries(Object.entries(said).map(([facet, text]) => [facet, text + long]));
  for (const letter of Object.values(pkg.letters))
    for (const [language, text] of Object.entries(letter))
      letter[language] = `${text}\n[geimpft]\n${long} [hier](javascript:ran=1) ![da](x "onerror=ran=1")\n`;
  pkg.service.version = "9.0.0";
  return pkg;
}

/** A browser with the visitor's cookies that notes what ran and what the policy had to stop. */
async function watched(visitor?: Visitor): Promise<{ context: BrowserContext; page: Page; heard: string[] }> {
  const context = await browser!.newContext({ locale: "de-DE" });
  const cookies = [...(visitor?.cookies ?? [])].map(([name, value]) => ({ name, value }));
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "musterstadt.localhost", path: "/" })));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, sample, lineNumber }) =>
      // oxlint-disable-next-line no-console -- heard outside of the page
      console.error(`policy: ${violatedDirective} ${sample} line ${lineNumber}`),
    );
  });
  const heard: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) heard.push(message.text());
  });
  context.on("dialog", (dialog) => void (heard.push(dialog.message()), dialog.dismiss()));
  return { context, page: await context.newPage(), heard };
}
const origin = (label = "musterstadt"): string => `http://${label}.localhost:${port}`;
const ran = (page: Page): Promise<unknown> => page.evaluate(() => (globalThis as { ran?: unknown }).ran);

/** Every page that links lead to from these. */
async function pages(visitor: Visitor, begin: readonly string[]): Promise<string[]> {
  const seen = new Map<string, boolean>();
  const open = [...begin];
  while (open.length > 0 && seen.size < 80) {
    const path = open.shift()!;
    if (seen.has(path)) continue;
    const { body, location, headers } = await visitor.get(path);
    seen.set(path, headers.get("content-type")?.includes("text/html") === true);
    const links = [location, ...[...body.matchAll(/(?:href)="([^"]+)"/g)].map(([, link]) => link ?? "")];
    for (const link of links) {
      const next = link.replaceAll("&amp;", "&").split("#")[0]!;
      if (/^\/(?!\/)/.test(next) && !/abmeldung|anmeldung|sprache|\.(css|svg|pdf)$/.test(next)) open.push(next);
    }
  }
  return [...seen].filter(([, html]) => html).map(([path]) => path);
}

describe.skipIf(!browser)("a planted script", () => {
  const starts = (): [who: string, visitor: Visitor, begin: string[]][] => [
    [
      "the citizen",
      citizen,
      [
        "/",
        "/meine-antraege",
        ...slugs.map((slug) => `/leistungen/${slug}`),
        `/suche?q=${encodeURIComponent(long)}`,
        `/antraege/${full.draft}/seiten/seite_hund`,
        `/antraege/${full.draft}/seiten/seite_nachweis`,
        `/antraege/${full.draft}/pruefen`,
        `/antraege/${full.waiting}`,
        `/antraege/${full.decided}`,
        `/antraege/${full.unpaid}`,
      ],
    ],
    [
      "the caseworker",
      staff,
      [
        "/amt",
        `/amt/vorgaenge/${full.waitingCase}`,
        `/amt/vorgaenge/${full.decidedCase}`,
        "/amt/kasse",
        "/amt/akten",
        `/amt?q=${encodeURIComponent(long)}`,
      ],
    ],
  ];

  test(
    "runs on no page of citizen and caseworker, and gives the policy nothing to stop",
    { timeout: 300_000 },
    async () => {
      for (const [who, visitor, begin] of starts()) {
        const all = await pages(visitor, begin);
        expect(all.length, who).toBeGreaterThan(15);
        const { context, page, heard } = await watched(visitor);
        let planted = 0;
        for (const path of all) {
          await page.goto(origin() + path, { waitUntil: "load" });
          if ((await page.content()).includes("&lt;img src=x")) planted += 1;
          expect(await ran(page), path).toBeUndefined();
          expect(await page.locator("img[src=x], a[href^='javascript:']").count(), path).toBe(0);
          expect(heard, path).toEqual([]);
        }
        expect(planted, who).toBeGreaterThan(10);
        await context.close();
      }
      const { context, page, heard } = await watched();
      await page.goto(origin("lindenau"));
      expect([await ran(page), heard]).toEqual([undefined, []]);
      await context.close();
    },
  );

  test("that came through would be kept from running by the policy of each face, and be reported", async () => {
    for (const url of [origin(), origin("lindenau"), `${origin()}/amt`, `${origin()}/gibtesnicht`]) {
      const { context, page, heard } = await watched();
      const { headers } = await web.fetch(new Request(url));
      const policy = headers.get("content-security-policy") ?? "";
      const body = `<!doctype html><title>x</title>${long}<iframe src="data:text/html,<script>parent.ran=1</script>"></iframe><a id=go href="javascript:ran=1">x</a>`;
      await page.route(url, (route) =>
        route.fulfill({ status: 200, headers: { "content-security-policy": policy }, body, contentType: "text/html" }),
      );
      await page.goto(url, { waitUntil: "load" });
      await page.locator("#go").click();
      expect(await ran(page), url).toBeUndefined();
      expect(heard.filter((line) => line.startsWith("policy: script-src")).length, url).toBeGreaterThan(1);
      await context.close();
    }
  });

  test("in a file's name and bytes runs nowhere: the file's own host serves it as a download, in a sandbox", async () => {
    const { context, page, heard } = await watched(citizen);
    const owner = new pg.Client(t.owner);
    await owner.connect();
    await owner.query("update applications.attachments set scan = 'clean'");
    await owner.end();
    const { location } = await citizen.get(`/antraege/${full.draft}/anlagen/${full.attachment}`);
    expect(location).toContain(`dateien.lindenau.localhost:${port}`);
    const download = page.waitForEvent("download");
    await page.goto(location).catch(() => {});
    expect((await download).suggestedFilename()).not.toMatch(/[<>"]/);
    const answer = await web.fetch(new Request(location));
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(heard).toEqual([]);
    await context.close();
  });
});
