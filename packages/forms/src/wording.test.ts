import { describe, expect, test } from "vitest";
import { showAnswers, withAnswersIn } from "./display.ts";
import { children, formWith } from "./testing/form.ts";
import { generic } from "./texts/generic.ts";
import { noTexts, Wording } from "./wording.ts";

const source = (language: string, texts: Record<string, Record<string, string>>) => ({
  language,
  find: (id: string, facet: string) => texts[id]?.[facet],
});

describe("a sentence", () => {
  const wording = new Wording(
    source("de", {
      a: { label: "Name", pattern: "Anders schreiben." },
      pruefung: { label: "Passt nicht." },
      email: { label: "Ihre Post" },
    }),
  );

  test.each<[string, string, Record<string, string | number>, string]>([
    ["a", "pattern", {}, "Anders schreiben."],
    ["a", "requiredText", {}, "Füllen Sie dieses Feld aus: Name"],
    ["a", "tooLong", { max: 1000, length: 1234 }, "Kürzen Sie auf höchstens 1.000 Zeichen. Es sind 1.234."],
    ["a", "pruefung", {}, "Passt nicht."],
    ["email", "email", {}, "Tragen Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."],
    ["a", "unbekannt", {}, "Prüfen Sie diese Angabe: Name"],
    ["a", "dateTooLate", { limit: "2026-11-22" }, "Das Datum darf nicht nach dem 22. November 2026 liegen."],
    ["a", "tooLittleMoney", { cents: 1250 }, "Tragen Sie 12,50 € oder mehr ein."],
  ])("for %s %s", (id, code, details, sentence) => {
    expect(wording.fault(id, code, details).replaceAll("\u00A0", " ")).toBe(sentence);
  });

  test("names the part that is missing, each by its own label", () => {
    const form = formWith([
      { id: "ich", type: "person" },
      { id: "dort", type: "address" },
      { id: "konto", type: "mandate" },
      { id: "platz", type: "location" },
      { id: "hand", type: "signature" },
    ]);
    const half = { ich: { givenNames: "Zoë" }, dort: { number: "1" }, konto: { agreed: true } };
    const problems = form.check({ ...half, platz: { latitude: "1" }, hand: { agreed: true } });
    const said = problems
      .filter(({ code }) => code === "requiredPart")
      .map(({ path, code, details }) => wording.fault(path.split(".")[0]!, code, details));
    expect(said).toEqual(
      [
        "Familienname",
        "Geburtsdatum",
        "Straße",
        "Postleitzahl",
        "Ort",
        "Kontoinhaberin oder Kontoinhaber",
        "IBAN",
        "Anschrift oder Beschreibung",
        "Vor- und Familienname",
      ].map((part) => `Füllen Sie dieses Feld aus: ${part}`),
    );
  });

  test("names an earlier answer, or what stands in for it", () => {
    const form = formWith([
      { id: "hundename", type: "text" },
      { id: "alt", type: "integer" },
    ]);
    const wished = new Wording(source("de", { alt: { label: "Wie alt ist {hundename|Ihr Hund}?" } }));
    const label = (answers: { hundename?: string }) => withAnswersIn(form, form.walk(answers), wished).label("alt");
    expect(label({ hundename: "Bello" })).toBe("Wie alt ist Bello?");
    expect(label({})).toBe("Wie alt ist Ihr Hund?");
  });

  test("without texts a label is the id, and a language we do not have speaks German", () => {
    expect(new Wording(noTexts("fr")).label("a")).toBe("a");
    expect(generic("fr", "yes")).toBe("Ja");
    expect(generic("en", "yes")).toBe("Yes");
  });

  test("days and numbers are told in the language", () => {
    expect(new Wording(noTexts("de")).date("2024-02-29")).toBe("29. Februar 2024");
    expect(new Wording(noTexts("en")).date("2024-02-29")).toBe("29 February 2024");
    expect(new Wording(noTexts("en")).number(1234.5)).toBe("1,234.5");
    expect(new Wording(noTexts("de")).date("kein Tag")).toBe("kein Tag");
  });
});

test("answers are shown by page, section and entry; only what is asked; a missing one has no lines", () => {
  const form = formWith([
    { id: "satz", type: "information" },
    { id: "teil", type: "section", elements: [{ id: "a", type: "text", required: false }] },
    { id: "b", type: "yesno" },
    { id: "zu", type: "text", when: "b = true" },
    children({ id: "wo", type: "address" }),
  ]);
  const answers = {
    b: false,
    zu: "x",
    kinder: [{ vorname: "A", wo: { street: "S", number: "1", postcode: "35325", place: "L" } }],
  };
  const [page] = showAnswers(form, answers, new Wording(noTexts()));
  expect(
    page!.groups.map(({ title, entries }) => [
      title,
      ...entries.map(({ path, lines }) => `${path}: ${lines.join(" / ")}`),
    ]),
  ).toEqual([
    ["teil", "a: "],
    [undefined, "b: Nein"],
    ["kinder 1", "kinder.0.vorname: A", "kinder.0.wo: S 1 / 35325 L"],
  ]);
});
