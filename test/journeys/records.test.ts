/** The desk's records and letters, looked at as they are used: dossiers, disposal, outgoing post, a letter's own words. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser.ts";
import { mouse } from "./hands.ts";
import { look } from "./look.ts";
import type { Picture } from "./pictures.ts";
import { portalUrl, someone, type Way } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());
const way = (javaScriptEnabled: boolean): Way => ({
  browser: browser!,
  hands: mouse,
  javaScriptEnabled,
  pictures: false,
});
const picture = (name: string): Picture => ({ name, on: ["desktop"], into: "docs/handbuch/bilder" });
const desk = `${portalUrl("musterstadt")}/amt`;

describe.skipIf(!browser)("records and letters at the desk", () => {
  test("a dossier is found and read, one is offered to the archive and taken back", async () => {
    const { context, page, hands } = await signedInAs("Jona Vorlage", false);
    await hands.go(page.getByRole("link", { name: "Akten", exact: true }));
    await look(page, "dossiers");
    await hands.fill(page.getByLabel("Aktenzeichen, Titel oder Wörter in Dokumenten"), "gibtesnicht");
    await hands.go(page.getByRole("button", { name: "Suchen" }));
    await look(page, "no dossier");
    await page.goto(`${desk}/akten`);
    await hands.go(page.getByRole("rowheader").getByRole("link").first());
    await look(page, "dossier", picture("akte"));
    await hands.go(page.getByRole("link", { name: "Protokoll" }));
    await look(page, "trail");
    await page.goto(`${desk}/aktenplan`);
    await look(page, "filing plan", picture("aktenplan"));

    await hands.go(page.getByRole("link", { name: "Aussonderung" }).first());
    await look(page, "disposal", picture("aussonderung"));
    const due = await page.getByRole("checkbox").count();
    expect(due).toBeGreaterThan(1);
    await page.getByRole("checkbox").first().check();
    await hands.go(page.getByRole("button", { name: "Dem Archiv anbieten" }));
    expect(await page.getByRole("checkbox").count()).toBe(due - 1);
    await look(page, "disposal, one offered");
    await hands.go(page.getByRole("button", { name: "Zurücknehmen" }));
    expect(await page.getByRole("checkbox").count()).toBe(due);
    await context.close();
  });

  test("letters that wait are marked as posted and taken back; a wrong day is told", async () => {
    const { context, page, hands } = await signedInAs("Kim Muster", false);
    await hands.go(page.getByRole("link", { name: /Postausgang/ }));
    await look(page, "outgoing post", picture("postausgang"));
    const waiting = await page.getByRole("checkbox").count();
    expect(waiting).toBeGreaterThan(1);
    await page.getByLabel("Zur Post gegeben am").evaluate((input) => input.removeAttribute("max"));
    await page.getByLabel("Zur Post gegeben am").fill("2020-01-01");
    await hands.go(page.getByRole("button", { name: "Gewählte als versendet vermerken" }));
    await look(page, "outgoing post, wrong day");
    await page.goto(`${desk}/postausgang`);
    await hands.go(page.getByRole("button", { name: "Gewählte als versendet vermerken" }));
    expect(await page.getByRole("checkbox").count()).toBe(0);
    await look(page, "outgoing post, all posted");
    await hands.go(page.getByRole("button", { name: "Zurücknehmen" }).first());
    expect(await page.getByRole("checkbox").count()).toBe(waiting);
    await context.close();
  });

  test("what is missing is demanded, item by item; what was forgotten is told", async () => {
    const { context, page, hands } = await signedInAs("Kim Muster", false);
    await page.goto(await caseWithPreview(page));
    await hands.go(page.getByRole("link", { name: "Nachfordern" }));
    await hands.go(page.getByRole("main").getByRole("button").last());
    expect(await page.title()).toContain("Fehler:");
    await look(page, "information request with errors");
    await page.goto(page.url());
    await page.getByRole("checkbox").first().check();
    await page.getByRole("combobox").first().selectOption({ index: 1 });
    await hands.fill(
      page.getByRole("main").locator("textarea"),
      "Bitte noch einmal fotografieren: Die zweite Seite ist unscharf.",
    );
    await look(page, "information request", picture("nachfordern"));
    await hands.go(page.getByRole("main").getByRole("button").last());
    expect(await page.getByRole("main").innerText()).toContain("Wartet");
    await context.close();
  });

  test("a letter gets its own words; a placeholder that is gone is told beside its field", async () => {
    const { context, page, hands } = await signedInAs("Kim Muster", true);
    await page.goto(`${await caseWithPreview(page)}`);
    await hands.go(page.getByRole("link", { name: "Brief bearbeiten" }));
    await look(page, "draft of a letter");
    await hands.fill(page.locator("textarea[name=gruss]"), "Herzliche Grüße aus Ihrem Rathaus");
    await hands.go(page.getByRole("button", { name: "Entwurf speichern" }));
    expect(await page.getByRole("article").innerText()).toContain("Herzliche Grüße aus Ihrem Rathaus");
    await look(page, "draft, saved", picture("brief-bearbeiten"));
    await hands.fill(page.locator("textarea[name=absender]"), "Ihr Amt");
    await hands.go(page.getByRole("button", { name: "Entwurf speichern" }));
    expect(await page.title()).toContain("Fehler:");
    await look(page, "draft, refused");
    await context.close();
  });
});

async function signedInAs(name: string, javaScriptEnabled: boolean) {
  const came = await someone(way(javaScriptEnabled));
  await came.page.goto(desk);
  await came.hands.go(came.page.getByRole("button", { name }));
  return came;
}

/** An open case of nobody else's whose letter can be seen before it goes out. */
async function caseWithPreview(page: Page): Promise<string> {
  await page.goto(`${desk}?ansicht=alle`);
  const links = page.locator("th a[href^='/amt/vorgaenge/']");
  for (const link of await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))) {
    await page.goto(link);
    const offers = (name: string) => page.getByRole("link", { name }).count();
    if ((await offers("Nachfordern")) && (await offers("Brief bearbeiten"))) return link;
  }
  throw new Error("no open case that may be worked on shows a letter");
}
