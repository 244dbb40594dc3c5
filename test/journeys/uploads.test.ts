/** Evidence as people bring it: several files, one replaced in one step, looked at, taken out; on a phone, without scripts. */
import { afterAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser } from "../browser.ts";
import { png } from "../png.ts";
import { mouse } from "./hands.ts";
import { look } from "./look.ts";
import { dog } from "./services.ts";
import { portalUrl, someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

/** A picture of one colour: 40 × 30 points, RGB. */
const picture = (name: string, ...colour: [number, number, number]) => ({
  name,
  mimeType: "image/png",
  buffer: png({ width: 40, height: 30, dot: () => colour }),
});
const contract = {
  name: "vertrag.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(1_240_000)]),
};

const input = (page: Page) => page.getByLabel("Übernahmevertrag des Tierheims", { exact: false }).first();
const names = (page: Page) => page.locator(".al-files__entry .al-files__name").allInnerTexts();
const next = (page: Page) => page.getByRole("button", { name: "Weiter", exact: true });

describe.skipIf(!browser)("evidence", () => {
  test("is added, looked at, replaced in one step and taken out; how much is allowed is told before and after", async () => {
    const way = { browser: browser!, hands: mouse, javaScriptEnabled: false, pictures: false };
    const { context, page, hands } = await someone(way, { viewport: { width: 320, height: 640 } });
    await page.goto(`${portalUrl("beispielheim")}/leistungen/hund-anmelden/antrag`);
    for (const { heading, entries } of dog.steps({ mail: "", evidence: "" })) {
      if (heading === "Übernahmevertrag") break;
      for (const entry of entries) await entry(page, hands);
      await hands.go(next(page));
    }
    const here = page.url();
    const body = await page.locator("main").innerText();
    expect(body).toContain("PDF, JPG, PNG, bis 10 MB je Datei, höchstens 5 Dateien");
    expect(await page.getByLabel("Oder mit der Kamera aufnehmen").getAttribute("capture")).toBe("environment");
    await look(page, "an upload, empty");

    await input(page).setInputFiles([contract, picture("seite-1.png", 20, 90, 160)]);
    await hands.go(next(page));
    await page.goto(here);
    expect(await names(page)).toEqual([
      expect.stringMatching(/^vertrag\.pdf\s+PDF, 1,2 MB/),
      expect.stringMatching(/^seite-1\.png\s+PNG, 1 KB/),
    ]);
    expect(await page.locator("main").innerText()).toContain("2 von höchstens 5 Dateien hinzugefügt");

    // Once it was scanned it opens for its owner, and the picture is seen.
    await expect
      .poll(async () => (await page.reload(), page.getByText("Vorschau").count()), { timeout: 20_000 })
      .toBe(1);
    await page.getByText("Vorschau").click();
    const seen = page.getByRole("img", { name: "Vorschau von seite-1.png" });
    await seen.scrollIntoViewIfNeeded();
    await expect.poll(() => seen.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(40);
    await page.getByText("Ersetzen").last().scrollIntoViewIfNeeded();
    await look(page, "an upload with files", { name: "anlagen", on: ["phone", "desktop"] });

    const entry = page.locator(".al-files__entry").nth(1);
    await entry.getByText("Ersetzen").first().click();
    await page.getByLabel("Neue Datei statt seite-1.png").setInputFiles(picture("seite-1-neu.png", 160, 20, 20));
    await look(page, "a replacement");
    await hands.go(page.getByRole("button", { name: "Datei seite-1.png ersetzen" }));
    expect(page.url()).toBe(here);
    expect((await names(page)).map((name) => name.split(/\s/)[0])).toEqual(["vertrag.pdf", "seite-1-neu.png"]);

    // What does not fit takes no place away.
    const second = page.locator(".al-files__entry").nth(1);
    await second.getByText("Ersetzen").first().click();
    await page
      .getByLabel("Neue Datei statt seite-1-neu.png")
      .setInputFiles({ name: "seite.html", mimeType: "text/html", buffer: Buffer.from("<html>") });
    await hands.go(page.getByRole("button", { name: "Datei seite-1-neu.png ersetzen" }));
    expect(await page.locator("main").innerText()).toContain("seite.html");
    expect(await page.title()).toMatch(/^Fehler: /);
    await look(page, "a replacement that does not fit");
    expect((await names(page)).map((name) => name.split(/\s/)[0])).toEqual(["vertrag.pdf", "seite-1-neu.png"]);

    await page.getByLabel("Oder mit der Kamera aufnehmen").setInputFiles(picture("foto.png", 1, 2, 3));
    await hands.go(page.getByRole("button", { name: "Datei vertrag.pdf entfernen" }));
    expect((await names(page)).map((name) => name.split(/\s/)[0])).toEqual(["seite-1-neu.png", "foto.png"]);
    await context.close();
  });
});
