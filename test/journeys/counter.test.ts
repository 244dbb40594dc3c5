/** An application taken in at the counter, by keyboard; its citizen opens it at home on a small phone, without scripts. */
import { afterAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser } from "../browser.ts";
import { keyboard, mouse } from "./hands.ts";
import { look } from "./look.ts";
import { expectMail } from "./mailbox.ts";
import { dog, huntingLicence } from "./services.ts";
import { evidence, portalUrl, someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

const heading = (page: Page): Promise<string> => page.locator("main").getByRole("heading", { level: 1 }).innerText();

describe.skipIf(!browser)("an application taken in at the counter", () => {
  test("is filled in with the citizen, sent, and opened at home", { timeout: 300_000 }, async () => {
    const kim = await someone({ browser: browser!, hands: keyboard, javaScriptEnabled: true, pictures: false });
    const { page, hands } = kim;
    await page.goto(`${portalUrl("musterstadt")}/amt`);
    await hands.go(page.getByRole("button", { name: "Kim Muster" }));
    await hands.go(page.getByRole("navigation", { name: "Ansichten" }).getByRole("link", { name: "Antrag aufnehmen" }));
    await look(page, "begin");
    await hands.go(page.getByRole("button", { name: "Antrag beginnen" }));
    await look(page, "begin, without a name");
    const mail = `petra.schalter.${process.pid}@beispiel.example`;
    await hands.select(page.getByRole("combobox", { name: "Leistung" }), dog.title);
    await hands.fill(page.getByRole("textbox", { name: "Für wen?" }), "Petra Beispiel");
    await hands.select(page.getByRole("combobox", { name: "Woher wissen Sie, wer es ist?" }), "Ausweis gesehen");
    await hands.fill(page.getByRole("textbox", { name: /E-Mail/ }), mail);
    await hands.go(page.getByRole("button", { name: "Antrag beginnen" }));

    const steps = dog.steps({ mail, evidence });
    for (const [index, step] of steps.entries()) {
      expect(await heading(page)).toBe(step.heading);
      expect(await page.getByRole("complementary", { name: "Aufnahme" }).innerText()).toContain("für Petra Beispiel");
      await look(page, `step ${index + 1} at the desk`);
      for (const entry of step.entries) await entry(page, hands);
      await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
      if (index !== 0) continue;
      await hands.go(page.getByRole("button", { name: "Später weitermachen" }));
      await look(page, "interrupted");
      await hands.go(page.getByRole("link", { name: "Antrag aufnehmen" }).last());
      await hands.go(page.getByRole("link", { name: /für Petra Beispiel/ }));
    }
    expect(await heading(page)).toBe("Stimmt alles?");
    await look(page, "check at the desk");
    await hands.tick(page.getByRole("checkbox", { name: "Die Person hat bestätigt" }));
    await hands.go(page.getByRole("button", { name: "Antrag für Petra Beispiel absenden" }));
    expect(await heading(page)).toBe("Der Antrag für Petra Beispiel ist da");
    await look(page, "sent from the desk");
    await hands.go(page.getByRole("button", { name: "Zugang per E-Mail schicken" }));
    await look(page, "access is on its way");
    await hands.go(page.getByRole("link", { name: "Zum Vorgang" }));
    expect(await page.locator("main").innerText()).toContain("Am Schalter aufgenommen");
    await look(page, "the case");
    await kim.context.close();

    const told = await expectMail(mail, "Vorgangsnummer:");
    const petra = await someone(
      { browser: browser!, hands: keyboard, javaScriptEnabled: false, pictures: false },
      { viewport: { width: 320, height: 640 } },
    );
    await petra.page.goto(/(http:\S+\/stand\S+)/.exec(told)![1]!);
    await petra.hands.fill(petra.page.getByRole("textbox", { name: "Code" }), /Code: (\S+)/.exec(told)![1]!);
    await petra.hands.go(petra.page.getByRole("button", { name: "Öffnen" }));
    expect(await petra.page.locator("main").innerText()).toContain("Der Code vom Amt galt nur einmal.");
    await look(petra.page, "a code of one's own");
    await petra.hands.go(petra.page.getByRole("link", { name: "Antrag ansehen" }));
    await petra.hands.go(petra.page.getByRole("link", { name: "Ihr Antrag" }));
    expect(await petra.page.locator("main").innerText()).toContain("Kim Muster, am Schalter, für Petra Beispiel");
    await look(petra.page, "the record tells who took it in");
    await petra.context.close();
  });

  test("on the phone a declaration waits for the signed sheet", { timeout: 300_000 }, async () => {
    const alex = await someone({ browser: browser!, hands: mouse, javaScriptEnabled: true, pictures: false });
    const { page, hands } = alex;
    await page.goto(`${portalUrl("kreis.lindenau")}/amt`);
    await hands.go(page.getByRole("button", { name: "Alex Testfall" }));
    await page.goto(`${portalUrl("kreis.lindenau")}/amt/antrag-aufnehmen`);
    const hunting = await huntingLicence();
    await hands.select(page.getByRole("combobox", { name: "Leistung" }), hunting.title);
    await hands.select(page.getByRole("combobox", { name: "Wo ist die Person?" }), "Am Telefon");
    await hands.fill(page.getByRole("textbox", { name: "Für wen?" }), "Petra Beispiel");
    await hands.go(page.getByRole("button", { name: "Antrag beginnen" }));
    expect(await heading(page)).toBe("Alle Schritte");
    await look(page, "all steps, at the desk");
    await hands.go(page.getByRole("link", { name: /^Weiter mit: / }));
    for (const { entries } of hunting.steps({ mail: "petra.telefon@beispiel.example", evidence })) {
      for (const entry of entries) await entry(page, hands);
      await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
    }
    expect(await heading(page)).toBe("Stimmt alles?");
    await hands.tick(page.getByRole("checkbox", { name: "Die Person hat bestätigt" }));
    await hands.go(page.getByRole("button", { name: "Antrag für Petra Beispiel absenden" }));
    expect(await page.title()).toMatch(/^Fehler: /);
    await look(page, "how was it signed?");
    await hands.choose(page.getByRole("radio", { name: "Noch nicht, das Blatt kommt nach" }));
    // What was ticked before stays so.
    expect(await page.getByRole("checkbox", { name: "Die Person hat bestätigt" }).isChecked()).toBe(true);
    await hands.go(page.getByRole("button", { name: "Antrag für Petra Beispiel absenden" }));
    await hands.go(page.getByRole("link", { name: "Zum Vorgang" }));
    const text = await page.locator("main").innerText();
    expect(text).toContain("Am Telefon aufgenommen");
    expect(text).toContain("Unterschriebenes Blatt abwarten und zur Akte nehmen");
    await alex.context.close();
  });
});
