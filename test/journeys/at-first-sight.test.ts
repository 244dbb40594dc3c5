import type { BrowserContextOptions } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser.ts";
import { mouse } from "./hands.ts";
import { look } from "./look.ts";
import { portalUrl, someone, type Way } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());
const way = (): Way => ({ browser: browser!, hands: mouse, javaScriptEnabled: true, pictures: false });

describe.skipIf(!browser)("what people see when they come", () => {
  test("a signed-in citizen sees first what waits for her, here and at the other municipalities", async () => {
    const { context, page, hands } = await someone(way());
    await page.goto(portalUrl("musterstadt"));
    await hands.go(page.getByRole("link", { name: "Mein Konto" }));
    await look(page, "my applications, as a guest");
    await hands.go(page.getByRole("link", { name: "Mit Konto anmelden" }));
    await look(page, "sign-in");
    await hands.go(page.getByRole("button", { name: "Petra Beispiel" }));
    const first = page.getByRole("main").getByRole("listitem").first();
    expect(await first.innerText()).toMatch(/^Hund anmelden: Bella[^]*Sie sind dran/);
    await look(page, "my applications");
    await hands.go(first.getByRole("link"));
    expect(await page.getByRole("heading", { level: 2 }).first().innerText()).toContain("Uns fehlt noch");
    await look(page, "my case");
    await page.goto(portalUrl("musterstadt"));
    await look(page, "home, signed in");

    // The account is the alliance's: at another portal one more click shows the same applications, with their place.
    await page.goto(`${portalUrl("beispielheim")}/anmeldung`);
    await page.getByRole("button", { name: "Petra Beispiel" }).click();
    await page.waitForURL(/meine-antraege/);
    expect(await page.locator("main").innerText()).toContain("bei Stadt Musterstadt");
    await look(page, "my applications, elsewhere");
    await context.close();
  });

  test("the alliance's portal shows all nine administrations and finds what each offers", async () => {
    const { context, page, hands } = await someone(way());
    await page.goto(portalUrl("lindenau"));
    expect(await page.getByRole("region", { name: "Ihre Verwaltung" }).getByRole("listitem").count()).toBe(9);
    await look(page, "alliance", { name: "landkreis", on: ["desktop"] });
    await hands.fill(page.getByRole("searchbox"), "hund");
    await hands.select(page.getByRole("combobox"), "Beispielheim");
    await hands.go(page.getByRole("button", { name: "Suchen" }));
    await look(page, "alliance search");
    await hands.go(page.getByRole("link", { name: /Hund anmelden/ }).first());
    expect(page.url()).toContain("beispielheim");
    await look(page, "service page in another town's colours");
    await context.close();
  });

  const eyes: [string, BrowserContextOptions][] = [
    ["dark", { colorScheme: "dark" }],
    ["forced colours", { forcedColors: "active" }],
    ["English", { locale: "en-GB" }],
  ];
  test.for(eyes)("every kind of page can be read, in: %s", async ([name, options]) => {
    const { context, page, hands } = await someone(way(), options);
    const portal = portalUrl("altenmuster");
    if (name === "English") await page.goto(`${portal}/sprache/en`);
    const paths = [
      "/",
      "/leistungen",
      "/suche?q=hund",
      "/suche?q=gibtesnicht",
      "/leistungen/hund-anmelden",
      "/gibtesnicht",
    ];
    for (const path of [
      ...paths,
      "/stand",
      "/mitwirkung",
      "/meine-antraege",
      "/barrierefreiheit",
      "/impressum",
      "/datenschutz",
    ]) {
      await page.goto(portal + path);
      await look(page, path);
    }
    await page.goto(`${portal}/leistungen/hund-anmelden/antrag`);
    await hands.go(page.getByRole("button", { name: /^(Weiter|Continue|Next)$/ }));
    await look(page, "errors");
    await page.goto(`${portalUrl("lindenau")}/`);
    await look(page, "alliance");
    await page.goto(`${portalUrl("musterstadt")}/amt`);
    await hands.go(page.getByRole("button", { name: "Kim Muster" }));
    await look(page, "inbox");
    for (const path of [
      "/amt/kasse",
      "/amt/antrag-aufnehmen",
      "/amt?ansicht=alle&leistung=hund-anmelden&stand=neu",
      "/amt?q=gibtesnicht",
    ]) {
      await page.goto(portalUrl("musterstadt") + path);
      await look(page, path);
    }
    await page.goto(`${portalUrl("musterstadt")}/amt`);
    await hands.go(page.getByRole("rowheader").getByRole("link").first());
    await look(page, "case");
    // The session ends while somebody writes: what was written is shown again.
    await hands.fill(page.getByRole("textbox", { name: "Neue Notiz" }), "Ein Satz, der nicht verloren gehen darf.");
    await context.clearCookies();
    await hands.go(page.getByRole("button", { name: "Notiz speichern" }));
    expect(await page.locator("main textarea").inputValue()).toContain("nicht verloren gehen darf");
    await look(page, "held form");
    await context.close();
  });
});
