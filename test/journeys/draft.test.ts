/** What surrounds a draft: leaving, coming back, a form that changed meanwhile. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { root } from "../../src/platform/root.ts";
import { openBrowser } from "../browser.ts";
import { keyboard, mouse } from "./hands.ts";
import { look } from "./look.ts";
import { expectMail } from "./mailbox.ts";
import { assembly, dog } from "./services.ts";
import { portalUrl, someone, type Someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

const next = (page: Page) => page.getByRole("button", { name: "Weiter", exact: true });

/** Fills in the first pages of a dog registration. */
async function begin(host: string, { page, hands }: Someone, pages: number): Promise<void> {
  await page.goto(`${portalUrl(host)}/leistungen/hund-anmelden`);
  await hands.go(page.getByRole("link", { name: dog.start }));
  const steps = dog.steps({ mail: "petra@beispiel.example", evidence: "" });
  for (const { entries } of steps.slice(0, pages)) {
    for (const entry of entries) await entry(page, hands);
    await hands.go(next(page));
  }
}

/** The library's own journeys belong to the library's form; this one suits the changed one. */
const journey = `- name: Eine falsche Postleitzahl wird nicht angenommen
  on: "2026-11-17"
  answers: { vorname: Petra, nachname: Beispiel, geburtsdatum: "1985-02-04", strasse: Lindenweg 7, plz: "1",
    ort: Musterstadt, hundename: Bella, rasse: Labrador, fellfarbe: braun, chipnummer: "DE276098100044718",
    geboren: "2026-03-01", hier_seit: "2026-11-03", herkunft: aus_zucht, weitere_hunde: 0, assistenzhund: false,
    gefaehrlich: false }
  problems: ["plz pattern"]
`;

/** A municipality adopts a newer version of a service: its folder, changed. */
function adopt(tenant: string, version: string, change: (text: string, file: string) => string): void {
  const place = mkdtempSync(join(tmpdir(), "allmende-package-"));
  const folder = join(place, "hund-anmelden");
  cpSync(join(root, "library/hund-anmelden"), folder, { recursive: true });
  for (const file of [
    "service.yaml",
    "form.yaml",
    ...readdirSync(join(folder, "texts")).map((name) => `texts/${name}`),
    "CHANGELOG.md",
    "journeys/anmelden.yaml",
  ]) {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, "utf8").replace(/^version: .*/m, `version: ${version}`), file));
  }
  rmSync(join(folder, "journeys"), { recursive: true });
  mkdirSync(join(folder, "journeys"));
  writeFileSync(join(folder, "journeys/leer.yaml"), journey);
  execFileSync(process.execPath, [join(root, "bin/allmende.mjs"), "library", "add", folder, "--tenant", tenant], {
    env: { ...process.env, DATA_DIR: inject("world").dataDirectory },
    stdio: "pipe",
  });
  rmSync(place, { recursive: true });
}

describe.skipIf(!browser)("a draft", () => {
  test("is left and found again by number and code, or thrown away", async () => {
    const way = { browser: browser!, hands: keyboard, javaScriptEnabled: true, pictures: false };
    const citizen = await someone(way);
    const { page, hands } = citizen;
    await begin("mustertal", citizen, 1);
    await hands.go(page.getByRole("button", { name: "Später weitermachen" }));
    await look(page, "left");
    await hands.go(page.getByRole("button", { name: "Nummer und Code anzeigen" }));
    await look(page, "left, with number and code");
    const [number = "", code = ""] = await page.locator(".al-key dd").allInnerTexts();
    await hands.go(page.getByRole("button", { name: "Link senden" }));
    expect(await page.title()).toMatch(/^Fehler: /);
    await look(page, "left, no address");
    const address = `petra.${process.pid}@beispiel.example`;
    await hands.fill(page.getByRole("textbox", { name: "E-Mail-Adresse" }), address);
    await hands.go(page.getByRole("button", { name: "Link senden" }));
    await look(page, "left, link sent");
    await expectMail(address, `/stand?nummer=${number}`);

    const elsewhere = await someone({ ...way, hands: mouse, javaScriptEnabled: false });
    await elsewhere.page.goto(`${portalUrl("mustertal")}/stand?nummer=${number}`);
    await elsewhere.hands.fill(elsewhere.page.getByRole("textbox", { name: "Code" }), code);
    await elsewhere.hands.go(elsewhere.page.getByRole("button", { name: "Antrag öffnen" }));
    expect(await elsewhere.page.locator("h1").innerText()).toBe("Ihr Hund");
    expect(await elsewhere.page.locator("main").innerText()).toMatch(/bleibt bis zum \d+\.\s\w+ \d{4}/);
    await elsewhere.context.close();

    await page.goto(`${portalUrl("mustertal")}/meine-antraege`);
    await look(page, "a draft in the list");
    await hands.go(page.getByRole("link", { name: /^Entwurf löschen/ }));
    await look(page, "throw it away?");
    await hands.go(page.getByRole("button", { name: "Ja, löschen" }));
    expect(await page.locator("main").innerText()).toContain("noch keine Anträge");
    await citizen.context.close();
  });

  test("is not begun by somebody who need not apply: the reason, what to do instead, and the way back", async () => {
    const citizen = await someone({ browser: browser!, hands: mouse, javaScriptEnabled: false, pictures: false });
    const { page, hands } = citizen;
    await page.goto(`${portalUrl("musterstadt")}/leistungen/${assembly.slug}`);
    await hands.go(page.getByRole("link", { name: assembly.start }));
    await look(page, "can I apply");
    await hands.go(next(page));
    expect(await page.title()).toMatch(/^Fehler: /);
    await look(page, "can I apply, nothing chosen");
    await hands.choose(page.getByRole("radio", { name: "In einem geschlossenen Raum" }));
    await hands.go(next(page));
    expect(await page.locator("main").innerText()).toContain("Versammlungen in geschlossenen Räumen muss niemand");
    await look(page, "cannot apply");
    await hands.go(page.getByRole("button", { name: "Antworten ändern" }));
    expect(await page.getByRole("radio", { name: "In einem geschlossenen Raum" }).isChecked()).toBe(true);
    await hands.choose(page.getByRole("radio", { name: "Unter freiem Himmel" }));
    await hands.go(next(page));
    await look(page, "can I apply, half");
    for (const entry of assembly.eligibility!.entries) await entry(page, hands);
    await hands.go(next(page));
    expect(await page.locator("h1").innerText()).toBe("Was haben Sie vor?");
    await citizen.context.close();
  });

  test("meets a new version of its form: what changed is shown, and nothing is lost", async () => {
    const way = { browser: browser!, hands: mouse, javaScriptEnabled: true, pictures: false };
    const citizen = await someone(way);
    const { page, hands } = citizen;
    await begin("probhausen", citizen, 2);
    adopt("probhausen", "9.0.0", (text, file) => {
      if (file === "form.yaml")
        return text
          .replace('pattern: "\\\\d{15}"', 'pattern: "DE\\\\d{15}"')
          .replace(/ {6}- \{ id: rasse.*\n/, "$&      - { id: fellfarbe, type: text }\n")
          .replace(/ {6}- \{ id: tierheim_name.*\n/, "");
      if (!file.startsWith("texts")) return text;
      return `${text.replace(/^tierheim_name:.*\n/m, "")}fellfarbe: Welche Farbe hat das Fell?\n`;
    });
    await page.goto(`${portalUrl("probhausen")}/leistungen/hund-anmelden`);
    await hands.go(page.getByRole("link", { name: dog.start }));
    await expect.poll(() => page.locator("h1").innerText()).toBe("Das Formular hat sich geändert");
    await look(page, "a new version");
    expect(await page.getByRole("region", { name: "Neu gefragt" }).innerText()).toContain("Welche Farbe hat das Fell?");
    expect(await page.getByRole("region", { name: "noch einmal" }).innerText()).toContain("276098100044718");
    expect(await page.getByRole("region", { name: "Nicht mehr" }).innerText()).toContain("Tierheim Beispielheim");
    await hands.go(page.getByRole("button", { name: "Mit der neuen Fassung weiter" }));
    expect(await page.locator("h1").innerText()).toBe("Ihr Hund");
    expect(await page.getByRole("textbox", { name: "Wie heißt Ihr Hund?" }).inputValue()).toBe("Bella");
    await citizen.context.close();
  });
});
