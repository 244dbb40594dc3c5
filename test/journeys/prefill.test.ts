/** What is known is not typed again: from the account, and from a link that the town hall made. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { root } from "../../src/platform/root.ts";
import { openBrowser } from "../browser.ts";
import { keyboard } from "./hands.ts";
import { look } from "./look.ts";
import { portalUrl, someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

function linkWith(...pairs: string[]): string {
  const { port, dataDirectory } = inject("world");
  const given = pairs.flatMap((pair) => ["--set", pair]);
  return execFileSync(
    process.execPath,
    [join(root, "bin/allmende.mjs"), "prefill", "link", "hund-anmelden", "--tenant", "mustertal", ...given],
    { env: { ...process.env, DATA_DIR: dataDirectory, PORT: String(port) }, stdio: "pipe", encoding: "utf8" },
  ).trim();
}

describe.skipIf(!browser)("a form that knows something", () => {
  test("shows what the account and a link know, and takes another answer", { timeout: 300_000 }, async () => {
    const way = { browser: browser!, hands: keyboard, javaScriptEnabled: false, pictures: false };
    const { context, page, hands } = await someone(way, { viewport: { width: 320, height: 640 } });
    await page.goto(`${portalUrl("mustertal")}/anmeldung`);
    await hands.go(page.getByRole("button", { name: "Petra Beispiel" }));
    const link = linkWith("hundename=Bella", "rasse=Labrador", "email=buero@beispiel.example");
    await page.goto(link);
    const main = page.locator("main");
    expect(await main.innerText()).toContain("Aus Ihrem Konto: Vorname, Nachname, Geburtsdatum, Straße und Hausnummer");
    expect(await page.getByRole("textbox", { name: "Jahr" }).inputValue()).toBe("1985");
    await look(page, "known from the account");
    await hands.fill(page.getByRole("textbox", { name: "Straße und Hausnummer" }), "Am Markt 3");
    await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
    expect(await page.getByRole("textbox", { name: "Wie heißt Ihr Hund?" }).inputValue()).toBe("Bella");
    expect(await main.innerText()).toContain("Aus dem Link: Wie heißt Ihr Hund?, Rasse oder Mischung.");
    await look(page, "known from a link");
    await hands.go(page.getByRole("link", { name: "Zurück" }));
    expect(await page.getByRole("textbox", { name: "Straße und Hausnummer" }).inputValue()).toBe("Am Markt 3");
    expect(await main.innerText()).not.toContain("Aus Ihrem Konto");

    await page.goto(`${link.slice(0, -3)}xyz`);
    expect(await main.innerText()).toContain("Der Link füllt nichts mehr aus");
    await look(page, "a link that is none");
    await context.close();
  });
});
