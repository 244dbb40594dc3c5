/** A caseworker's day by keyboard alone, with the pictures of the handbook; a colleague answers, a decision is contested. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser.ts";
import { keyboard, type Hands } from "./hands.ts";
import { look } from "./look.ts";
import type { Picture } from "./pictures.ts";
import { portalUrl, someone, type Way } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());
const way = (): Way => ({ browser: browser!, hands: keyboard, javaScriptEnabled: true, pictures: true });
const picture = (name: string): Picture => ({ name, on: ["desktop"], into: "docs/handbuch/bilder" });

const main = (page: Page) => page.locator("main");
const heading = (page: Page): Promise<string> => main(page).getByRole("heading", { level: 1 }).innerText();

async function signIn(name: string) {
  const worker = await someone(way());
  await worker.page.goto(`${portalUrl("musterstadt")}/amt`);
  await worker.hands.go(worker.page.getByRole("button", { name }));
  return worker;
}

/** The first case of the list "Noch ohne Person" that is a dog, taken. */
async function takeOne(page: Page, hands: Hands): Promise<void> {
  await hands.go(page.getByRole("navigation", { name: "Ansichten" }).getByRole("link", { name: /Noch ohne Person/ }));
  await hands.go(page.getByRole("rowheader").getByRole("link", { name: "Hund anmelden" }).first());
  await hands.go(page.getByRole("button", { name: "Übernehmen" }));
}

async function finish(page: Page, hands: Hands, outcome: string): Promise<void> {
  for (const check of await main(page).getByRole("checkbox").all()) await hands.tick(check);
  await hands.go(page.getByRole("button", { name: outcome, exact: true }));
}

describe.skipIf(!browser)("a caseworker's day, by keyboard", () => {
  test(
    "from the inbox to the decision, with a colleague's answer and steps on several",
    { timeout: 300_000 },
    async () => {
      const { context, page, hands } = await signIn("Kim Muster");
      await look(page, "inbox", picture("eingang"));
      await takeOne(page, hands);
      const title = await heading(page);
      await look(page, "case, taken", picture("vorgang"));

      // Why is it here, why this fee, why this day: in place, and all of it on a page.
      await hands.toggle(page.getByText("Warum diese Frist?"));
      await hands.toggle(page.getByText("Warum dieser Betrag?"));
      expect(await page.getByRole("complementary").innerText()).toMatch(/3 Arbeitstage ab .*Zeile der Tabelle:/s);
      await look(page, "case, with reasons");
      await hands.go(page.getByRole("link", { name: "Alle Gründe" }).first());
      expect(await heading(page)).toBe("Warum?");
      await look(page, "reasons", picture("warum"));
      await hands.go(page.getByRole("link", { name: title.split("\n")[0]!.trim() }));

      await hands.go(page.getByRole("link", { name: "Aufgabe anlegen" }));
      await hands.go(page.getByRole("button", { name: "Aufgabe anlegen" }));
      await look(page, "task with an error");
      await hands.fill(page.getByRole("textbox", { name: "Was ist zu tun?" }), "Beim Tierheim anrufen");
      await hands.go(page.getByRole("button", { name: "Aufgabe anlegen" }));
      await hands.go(page.getByRole("link", { name: "Schlagwort vergeben" }));
      await look(page, "tag");
      await hands.fill(page.getByRole("textbox", { name: "Schlagwort" }), "Rückruf");
      await hands.go(page.getByRole("button", { name: "Vergeben" }));
      await hands.go(page.getByRole("link", { name: "Stelle fragen" }));
      await hands.select(page.getByRole("combobox", { name: "Wen fragen Sie?" }), "Ordnungsamt");
      await hands.fill(page.getByRole("textbox", { name: "Frage" }), "Ist der Hund bei Ihnen bekannt?");
      await hands.tick(page.getByRole("checkbox", { name: /Wie heißt Ihr Hund/ }));
      await look(page, "asking another office", picture("stelle-fragen"));
      await hands.go(page.getByRole("button", { name: "Stelle fragen" }));
      await look(page, "case, with task, tag and question");
      await hands.go(page.getByRole("button", { name: "Beim Tierheim anrufen: erledigt" }));

      const asked = await signIn("Jona Vorlage");
      await asked.hands.go(asked.page.getByRole("link", { name: /^Stellungnahmen/ }));
      await look(asked.page, "what this office is asked");
      await asked.hands.go(main(asked.page).getByRole("link", { name: "Hund anmelden" }).last());
      await asked.hands.go(asked.page.getByRole("button", { name: "Stellungnahme abgeben" }));
      await look(asked.page, "answer with an error");
      await asked.hands.fill(
        asked.page.getByRole("textbox", { name: "Ihre Stellungnahme" }),
        "Nein, er ist unbekannt.",
      );
      await look(asked.page, "answering a question", picture("stellungnahme"));
      await asked.hands.go(asked.page.getByRole("button", { name: "Stellungnahme abgeben" }));
      await asked.context.close();

      await page.reload();
      expect(await main(page).innerText()).toContain("Nein, er ist unbekannt.");
      await finish(page, hands, "Steuer festsetzen und Bescheid senden");
      await look(page, "case, decided");
      await finish(page, hands, "Marke ist versandt");
      expect(await heading(page)).toContain("Bewilligt");
      await look(page, "case, closed", picture("abgeschlossen"));

      await hands.go(page.getByRole("link", { name: /^Meine Vorgänge/ }).first());
      await hands.go(page.getByRole("link", { name: "Mehrere auswählen" }));
      for (const box of (await page.getByRole("row").getByRole("checkbox").all()).slice(0, 2)) await hands.tick(box);
      await hands.fill(page.getByRole("combobox", { name: "Schlagwort" }).last(), "Vor Weihnachten");
      await look(page, "several chosen", picture("mehrere"));
      await hands.go(page.getByRole("button", { name: "Vergeben" }));
      expect(await heading(page)).toBe("Schlagwort vergeben: 2 von 2");
      await look(page, "several done");
      await context.close();
    },
  );

  test("a refusal is contested, decided anew, and somebody stands in", { timeout: 300_000 }, async () => {
    const { context, page, hands } = await signIn("Kim Muster");
    await takeOne(page, hands);
    await finish(page, hands, "Ablehnen");
    await look(page, "refusal without reasons");
    await hands.fill(page.getByRole("textbox", { name: /Begründung/ }), "Der Hund lebt nicht in Musterstadt.");
    await hands.go(page.getByRole("button", { name: "Ablehnen", exact: true }));
    expect(await heading(page)).toContain("Abgelehnt");
    await hands.go(page.getByRole("link", { name: "Widerspruch erfassen" }));
    await look(page, "objection");
    await hands.fill(page.getByRole("textbox", { name: "Was steht darin?" }), "Er lebt doch hier.");
    await hands.go(page.getByRole("button", { name: "Widerspruch erfassen" }));
    await look(page, "case, contested", picture("widerspruch"));
    await hands.go(page.getByRole("link", { name: "Über den Widerspruch entscheiden" }));
    await hands.go(page.getByRole("button", { name: "Entscheiden" }));
    await look(page, "settling without reasons");
    await hands.fill(page.getByRole("textbox", { name: "Begründung" }), "Die Meldung liegt jetzt vor.");
    await hands.go(page.getByRole("button", { name: "Entscheiden" }));
    expect(await main(page).innerText()).toContain("Wieder aufgenommen: Widerspruch");
    await look(page, "case, re-opened");

    await hands.go(page.getByRole("link", { name: "Abgeben" }));
    await look(page, "passing on");
    await hands.fill(page.getByRole("textbox", { name: "Begründung" }), "Der Hund lebt in Altenmuster.");
    await hands.select(page.getByRole("combobox", { name: "Wer ist zuständig?" }), "Stadt Altenmuster");
    await hands.go(page.getByRole("button", { name: "Abgeben" }));
    await expect
      .poll(async () => (await page.reload(), main(page).innerText()), { timeout: 30_000, interval: 500 })
      .toContain("Dort angekommen, Aktenzeichen");
    await look(page, "case, passed on");

    await hands.go(page.getByRole("link", { name: "Vertretung" }));
    await look(page, "absence");
    await hands.go(page.getByRole("button", { name: "Vertretung eintragen" }));
    await look(page, "absence with an error");
    await context.close();
  });
});
