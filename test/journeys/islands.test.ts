/** The comfort that JavaScript adds to a draft: it is saved while it is filled in, and a session does not end unseen. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser.ts";
import { mouse } from "./hands.ts";
import { look } from "./look.ts";
import { dog } from "./services.ts";
import { portalUrl, someone, type Someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

/** A dog registration, open at its second page. */
async function secondPage(): Promise<Someone> {
  const citizen = await someone({ browser: browser!, hands: mouse, javaScriptEnabled: true, pictures: false });
  const { page, hands } = citizen;
  await page.goto(`${portalUrl("vorlagen")}/leistungen/hund-anmelden/antrag`);
  for (const entry of dog.steps({ mail: "petra@beispiel.example", evidence: "" })[0]!.entries) await entry(page, hands);
  await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
  return citizen;
}

const name = (page: Page) => page.getByRole("textbox", { name: "Wie heißt Ihr Hund?" });
const saved = (page: Page) => page.waitForResponse((answer) => answer.request().method() === "POST");
const trouble = (page: Page) => page.locator("[data-trouble][role=alert]").first();

describe.skipIf(!browser)("a page of a draft", () => {
  test("is saved while it is filled in; a failure is said, stays, and mends itself", async () => {
    const { context, page } = await secondPage();
    const first = saved(page);
    await name(page).pressSequentially("Bel");
    expect((await first).status()).toBe(200);
    // What is typed while a save is under way is not touched by its answer.
    await name(page).pressSequentially("la");
    expect(await name(page).inputValue()).toBe("Bella");

    await page.route("**/seiten/**", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await page.getByRole("textbox", { name: "Rasse" }).fill("Labrador");
    await expect.poll(() => trouble(page).innerText(), { timeout: 10_000 }).toContain("Nicht gespeichert");
    await look(page, "not saved");
    await page.unroute("**/seiten/**");
    await expect.poll(() => trouble(page).isVisible(), { timeout: 20_000 }).toBe(false);
    expect(await page.locator("[data-saved]").innerText()).toMatch(/gespeichert um \d\d:\d\d/);

    await page.reload();
    expect(await name(page).inputValue()).toBe("Bella");
    expect(await page.getByRole("textbox", { name: "Rasse" }).inputValue()).toBe("Labrador");
    // Sent while a save is under way that does not know the last word: the two do not meet as two writers.
    await page.evaluate(() => {
      const real = window.fetch;
      window.fetch = async (...asked) => {
        const answer = await real(...asked);
        await new Promise((done) => setTimeout(done, 1500));
        return answer;
      };
    });
    const arrived = saved(page);
    await name(page).fill("Bella II");
    await arrived;
    await name(page).fill("Bella III");
    await page.getByRole("button", { name: "Weiter", exact: true }).click();
    await page.waitForFunction(() => document.title.startsWith("Fehler"), undefined, { timeout: 10_000 });
    expect(await page.title()).toMatch(/^Fehler: /);
    expect(await page.locator("main").innerText()).not.toContain("Auf einem anderen Gerät");
    expect(await name(page).inputValue()).toBe("Bella III");
    await context.close();
  });

  test("that two people fill in shows the later one both texts, and overwrites nobody's", async () => {
    const { context, page } = await secondPage();
    const other = await context.newPage();
    await other.goto(page.url());
    const first = saved(page);
    await name(page).fill("Bella");
    await first;
    await name(other).fill("Rocky");
    await expect.poll(() => trouble(other).innerText(), { timeout: 10_000 }).toContain("anderen Gerät");
    expect(await name(other).inputValue()).toBe("Rocky");
    await mouse(other).go(other.getByRole("button", { name: "Weiter", exact: true }));
    expect(await other.locator("main").innerText()).toContain("Bella");
    expect(await name(other).inputValue()).toBe("Rocky");
    await page.reload();
    expect(await name(page).inputValue()).toBe("Bella");
    await context.close();
  });

  test("warns before the session ends, lets it go on, and says when it is over", async () => {
    const { context, page, hands } = await secondPage();
    expect(await page.locator(".al-session").innerText()).toMatch(/bis \d+\.\s\w+, \d\d:\d\d\sUhr offen/);
    await page.clock.install();
    await page.reload();
    const dialog = page.getByRole("dialog", { name: "Sind Sie noch da?" });
    await page.clock.fastForward("23:50:00");
    expect(await dialog.isVisible()).toBe(false);
    await page.clock.fastForward("06:00");
    await expect.poll(() => dialog.isVisible()).toBe(true);
    expect(await dialog.innerText()).not.toContain("nicht geklappt");
    await look(page, "still there?");
    const answer = saved(page);
    await hands.toggle(page.getByRole("button", { name: "Ja, länger bleiben" }));
    expect((await answer).status()).toBe(200);
    await page.clock.fastForward("06:00:00");
    await expect.poll(() => dialog.innerText()).toContain("Ihre Sitzung ist beendet");
    expect(await page.getByRole("button", { name: "Ja, länger bleiben" }).isVisible()).toBe(false);
    await look(page, "session over");
    await hands.toggle(page.getByRole("button", { name: "Schließen" }));
    expect(await dialog.isVisible()).toBe(false);
    await context.close();
  });
});
