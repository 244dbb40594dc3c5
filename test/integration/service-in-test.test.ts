/** A service in test ("zur Probe") is reached by its link alone: no list, search or neighbour knows it, nobody can begin it. */
import { emptyOverlay, findText, type ServicePackage } from "@allmende/service-package";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptService, publishCurrentOffer, setStatus } from "../../src/domains/services/index.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";
import { Visitor, webPort } from "../visitor.ts";

const slug = "geburtsurkunde";
let t: TestHouse;
let web: Web;
let pkg: ServicePackage;
let title: string;
let here: Visitor;
let alliance: Visitor;
let neighbour: Visitor;

beforeAll(async () => {
  t = await openTestHouse();
  pkg = loadLibrary(slug);
  title = findText(pkg.texts.de ?? {}, "service", "title")!;
  for (const { id } of [t.musterstadt, t.beispielheim])
    await publishCurrentOffer(t.house.database, id, "hund-anmelden");
  web = await openWeb(t.house, webPort);
  [here, alliance, neighbour] = [
    new Visitor(web, t.musterstadt.host),
    new Visitor(web, "lindenau"),
    new Visitor(web, t.beispielheim.host),
  ];
});
afterAll(async () => {
  web.close();
  await t.close();
});

async function adopt(changed: ServicePackage): Promise<void> {
  await t.house.database.withTenant(t.musterstadt.id, (scope) =>
    adoptService(scope, "system", changed, emptyOverlay, "test"),
  );
  await publish();
}

async function publish(): Promise<void> {
  t.clock.advance(1_000);
  await publishCurrentOffer(t.house.database, t.musterstadt.id, slug);
  await web.refresh();
}

const called = (name: string, version: string): ServicePackage => ({
  ...pkg,
  service: { ...pkg.service, version },
  texts: { ...pkg.texts, de: { ...pkg.texts.de, service: { ...(pkg.texts.de!.service as object), title: name } } },
});

/** Every page on which somebody could come upon it. */
async function whereItShows(): Promise<string[]> {
  const query = encodeURIComponent(title);
  const pages: [string, Visitor, string][] = [
    ...["/", "/leistungen", "/anlaesse/familie", `/suche?q=${query}`].flatMap((path): [string, Visitor, string][] => [
      ["here", here, path],
      ["neighbour", neighbour, path],
    ]),
    ...["/", "/leistungen", `/suche?q=${query}`, `/suche?q=${query}&wo=musterstadt`].map(
      (path): [string, Visitor, string] => ["alliance", alliance, path],
    ),
    ["neighbour", neighbour, `/leistungen/${slug}`],
  ];
  const shown: string[] = [];
  for (const [who, visitor, path] of pages) {
    const { body } = await visitor.get(path);
    if (body.includes(`/leistungen/${slug}`) || body.includes(`>${title}<`)) shown.push(`${who} ${path}`);
  }
  return shown;
}

test("no list, search or neighbour shows it; its own link does, and nothing can be begun", async () => {
  await adopt(pkg);
  expect(await whereItShows()).toEqual([]);
  const page = await here.get(`/leistungen/${slug}`);
  expect([page.status, page.body.includes(title)]).toEqual([200, true]);
  expect(page.body).not.toContain(`/leistungen/${slug}/antrag`);
  const begun = await here.get(`/leistungen/${slug}/antrag`);
  expect(begun.status).toBe(410);
  expect((await neighbour.get(`/leistungen/${slug}`)).status).toBe(404);
});

test("who follows the link sees the newest of it, also while it is in test", async () => {
  await adopt(called("Urkunde über die Geburt", "9.0.0"));
  expect((await here.get(`/leistungen/${slug}`)).body).toContain("Urkunde über die Geburt");
  await adopt(called("Urkunde der Geburt", "9.1.0"));
  expect((await here.get(`/leistungen/${slug}`)).body).toContain("Urkunde der Geburt");
  await adopt(called(title, "9.2.0"));
});

test("live it is found at its own municipality and by the alliance, back in test by nobody", async () => {
  const to = async (status: "live" | "test"): Promise<void> => {
    await t.house.database.withTenant(t.musterstadt.id, (scope) => setStatus(scope, "system", slug, status));
    await publish();
  };
  await to("live");
  const shown = await whereItShows();
  expect(shown).toContain(`here /suche?q=${encodeURIComponent(title)}`);
  expect(shown).toContain(`alliance /suche?q=${encodeURIComponent(title)}`);
  expect(shown.filter((one) => one.startsWith("neighbour"))).toEqual([]);
  await to("test");
  expect(await whereItShows()).toEqual([]);
});
