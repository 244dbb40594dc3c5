/** Two persons and one application: each on a small phone, by keyboard, without scripts. */
import { afterAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser } from "../browser.ts";
import { keyboard } from "./hands.ts";
import { look } from "./look.ts";
import { expectMail } from "./mailbox.ts";
import { dog } from "./services.ts";
import { evidence, portalUrl, someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

const heading = (page: Page): Promise<string> => page.locator("main").getByRole("heading", { level: 1 }).innerText();
const next = (page: Page) => page.getByRole("button", { name: "Weiter", exact: true });
const phone = { viewport: { width: 320, height: 640 } };

describe.skipIf(!browser)("two persons and one application", () => {
  test("the second one confirms their part by a link, then it is sent", { timeout: 300_000 }, async () => {
    const way = { browser: browser!, hands: keyboard, javaScriptEnabled: false, pictures: false };
    const petra = await someone(way, phone);
    const { page, hands } = petra;
    const [own, other] = ["petra", "tom"].map((name) => `${name}.zwei.${process.pid}@beispiel.example`) as [
      string,
      string,
    ];
    await page.goto(`${portalUrl("musterstadt")}/leistungen/hund-anmelden`);
    await hands.go(page.getByRole("link", { name: dog.start }));
    for (const [index, { entries }] of dog.steps({ mail: own, evidence }).entries()) {
      for (const entry of entries) await entry(page, hands);
      if (index === 0)
        await hands.choose(page.getByRole("group", { name: /gemeinsam mit einer anderen Person/ }).getByLabel("Ja"));
      await hands.go(next(page));
    }
    expect(await heading(page)).toBe("Wer noch mitmacht");
    await look(page, "nobody asked yet");
    await hands.go(page.getByRole("button", { name: "Einladen" }));
    expect(await page.title()).toMatch(/^Fehler: /);
    await look(page, "nobody named");
    await hands.fill(page.getByRole("textbox", { name: "Name der Person" }), "Tom Testmann");
    await hands.go(page.getByRole("button", { name: "Einladen" }));
    await look(page, "a code to pass on");
    await hands.toggle(page.getByText("Neuen Link schicken oder eine andere Person fragen"));
    await hands.fill(page.getByRole("textbox", { name: /E-Mail-Adresse der Person/ }), other);
    await hands.go(page.getByRole("button", { name: "Neu einladen" }));
    expect(await page.locator("main").innerText()).toContain(`unterwegs an ${other}`);
    await look(page, "asked by mail");

    const link = /(http:\S+\/mitwirkung\S+)/.exec(await expectMail(other, "Petra Beispiel stellt bei uns"))![1]!;
    const tom = await someone(way, phone);
    await tom.page.goto(link);
    await look(tom.page, "the door of a part");
    await tom.hands.go(tom.page.getByRole("button", { name: "Öffnen" }));
    expect(await heading(tom.page)).toBe("Zweite Person");
    const seen = await tom.page.locator("main").innerText();
    expect(seen).toContain("Bella");
    expect(seen).not.toContain("Lindenweg");
    await look(tom.page, "a part");
    await tom.hands.go(tom.page.getByRole("link", { name: "Ich mache nicht mit" }));
    await look(tom.page, "not taking part?");
    await tom.hands.go(tom.page.getByRole("link", { name: "Zurück" }));
    await tom.hands.go(tom.page.getByRole("link", { name: "Teil ausfüllen" }));
    await tom.hands.go(next(tom.page));
    await look(tom.page, "a part with errors");
    await tom.hands.fill(tom.page.getByRole("textbox", { name: "Vorname" }), "Tom");
    await tom.hands.fill(tom.page.getByRole("textbox", { name: "Nachname" }), "Testmann");
    for (const [box, words] of [
      ["Tag", "12"],
      ["Monat", "5"],
      ["Jahr", "1990"],
    ] as const)
      await tom.hands.fill(tom.page.getByRole("textbox", { name: box }), words);
    await tom.hands.tick(tom.page.getByRole("checkbox", { name: "Ich halte Bella mit" }));
    await tom.hands.go(next(tom.page));
    expect(await heading(tom.page)).toBe("Stimmt alles?");
    await look(tom.page, "a part, checked");
    await tom.hands.go(tom.page.getByRole("button", { name: "Teil abschließen" }));
    expect(await heading(tom.page)).toBe("Ihr Teil ist fertig");
    await look(tom.page, "a part, done");
    await tom.context.close();

    await expectMail(own, "Tom Testmann hat den Teil Ihres Antrags");
    await page.goto(page.url().replace(/\/beteiligte.*/, "/beteiligte"));
    await look(page, "the other is done");
    await hands.go(page.getByRole("link", { name: "Weiter", exact: true }));
    expect(await page.locator("main").innerText()).toContain("Tom Testmann ist fertig");
    await look(page, "check, with the other's part");
    await hands.tick(page.getByRole("checkbox", { name: "Meine Angaben stimmen" }));
    await hands.go(page.getByRole("button", { name: "Antrag absenden" }));
    expect(await heading(page)).toBe("Abgeschickt");
    await petra.context.close();
  });
});
