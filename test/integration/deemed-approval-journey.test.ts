/** A deemed approval as office and citizen see it, in a real browser: it runs, is extended, occurs and is certified. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { deemGranted, findCaseOf } from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { openBrowser } from "../browser.ts";
import { draft, submit } from "../citizen.ts";
import { adoptProbe, probe } from "../deemed-service.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { keyboard } from "../journeys/hands.ts";
import { look } from "../journeys/look.ts";
import { serveHouse, type ServedHouse } from "../served-house.ts";
import { someAccount } from "../visitor.ts";

const browser = await openBrowser();
let t: TestHouse;
let served: ServedHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await adoptProbe(t.house, t.musterstadt.id);
  if (browser) served = await serveHouse(t, browser);
});
afterAll(async () => {
  await browser?.close();
  served?.close();
  await t.close();
});

test.skipIf(!browser)(
  "is seen coming, extended once, occurs, and is certified on demand",
  { timeout: 180_000 },
  async () => {
    const tenant = t.musterstadt.id;
    const [kim] = await t.house.database.withTenant(tenant, listStaff);
    const accountId = someAccount();
    let citizen = await served.enter({ kind: "citizen", accountId, name: "Petra Beispiel" });
    const person = { sessionId: citizen.sessionId, accountId };
    const { id: application } = await draft(t.house, tenant, person, undefined, probe);
    await submit(t.house, tenant, person, application);
    const found = (await t.house.database.withTenant(tenant, (scope) => findCaseOf(scope, application)))!;
    const atWork = async () => {
      const { page: desk } = await served.enter({ kind: "staff", staffId: kim!.id });
      const region = desk.getByRole("region", { name: /^Genehmigungsfiktion/ });
      return { page: desk, hands: keyboard(desk), panel: region };
    };
    let { page, hands, panel } = await atWork();

    await page.goto(`/amt/vorgaenge/${found.id}`);
    expect(await panel.innerText()).toContain("gilt der Antrag mit Ablauf des 17. Februar 2027 als genehmigt");
    await look(page, "it runs", { name: "genehmigungsfiktion", on: ["desktop"], into: "docs/handbuch/bilder" });
    await hands.toggle(panel.getByText("Warum dieser Tag?"));
    expect(await panel.innerText()).toContain("Unterlagen vollständig am 17. November 2026");
    await look(page, "why");

    await hands.go(panel.getByRole("link", { name: "Frist einmal verlängern" }));
    await look(page, "the extension");
    await hands.fill(page.getByRole("textbox", { name: "Begründung" }), "Ein Gutachten steht noch aus.");
    await hands.go(page.getByRole("button", { name: "Frist verlängern und Brief senden" }));
    expect(await page.getByRole("alert").innerText()).toContain("Diesen Tag gibt es nicht");
    await look(page, "the extension without a day");
    await page.getByLabel("Neue Frist").fill("2027-03-31");
    await hands.go(page.getByRole("button", { name: "Frist verlängern und Brief senden" }));
    expect(await panel.innerText()).toContain("31. März 2027");
    expect(await panel.getByRole("link").count()).toBe(0);
    expect(await page.locator("main").innerText()).toContain("Wir brauchen mehr Zeit für Ihren Antrag");
    await look(page, "extended");

    t.clock.set("2027-03-22T09:00:00+01:00");
    ({ page, hands, panel } = await atWork());
    await page.goto("/amt?ansicht=alle");
    expect(await page.locator("main").innerText()).toContain("gilt nach dem 31.03.2027 als genehmigt");
    await look(page, "on the desk");

    t.clock.set("2027-04-01T00:00:00+02:00");
    await t.house.database.withTenant(tenant, (scope) => deemGranted(scope, { case: found.id, endsOn: "2027-03-31" }));
    citizen = await served.enter({ kind: "citizen", accountId, name: "Petra Beispiel" });
    await citizen.page.goto(`/antraege/${application}`);
    expect(await citizen.page.locator("main").innerText()).toContain("Gilt als genehmigt");
    await look(citizen.page, "the citizen is told");
    const theirs = keyboard(citizen.page);
    await theirs.go(citizen.page.getByRole("button", { name: "Bescheinigung verlangen" }));
    expect(await citizen.page.locator("main").innerText()).toContain("Sie haben eine Bescheinigung verlangt");

    ({ page, hands, panel } = await atWork());
    await page.goto(`/amt/vorgaenge/${found.id}`);
    expect(await page.locator("main").innerText()).toContain("Bescheinigung nach § 42a Abs. 3 VwVfG schreiben");
    await hands.go(page.getByRole("button", { name: "Bescheinigung schreiben" }));
    expect(await panel.innerText()).toContain("Eingetreten");
    await look(page, "certified");
    await citizen.page.reload();
    await theirs.go(citizen.page.getByRole("link", { name: "Bescheinigung: Ihr Antrag gilt als genehmigt" }).first());
    expect(await citizen.page.locator("main").innerText()).toContain("Bis zum Ablauf des 31. März 2027");
    await look(citizen.page, "the certificate");
  },
);
