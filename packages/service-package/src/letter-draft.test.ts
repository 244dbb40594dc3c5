import { fromJson, type FeelContext } from "@allmende/feel";
import { expect, test } from "vitest";
import { plainText, renderLetter } from "./letter.ts";
import { applyEdits, compareWords, placeholdersOf, templateTexts } from "./letter-draft.ts";

const source = `[betreff]
Ihr Hund {name}

[text]
Sie zahlen {betrag | euro}.

[bitte when betrag > 100]
Zahlen Sie bald.

- eins
- zwei
`;
const names = ["name", "betrag"];
const edit = (edits: Record<string, string>) => applyEdits(source, edits, "de", names);
const textOf = (edits: Record<string, string>): string => {
  const applied = edit(edits);
  if (!applied.ok) throw new Error([...applied.problems].join());
  const { subject, blocks } = renderLetter(applied.letter, fromJson({ name: "Bella", betrag: 9000 }) as FeelContext);
  return [subject, ...blocks.map(plainText)].join("|").replaceAll("\u00A0", " ");
};

test("the blocks of a template are read in their order, with what is conditional", () => {
  expect(templateTexts(source)).toEqual([
    { id: "betreff", conditional: false, text: "Ihr Hund {name}" },
    { id: "text", conditional: false, text: "Sie zahlen {betrag | euro}." },
    { id: "bitte", conditional: true, text: "Zahlen Sie bald.\n\n- eins\n- zwei" },
  ]);
});

test("other words stand in the letter, values are inserted as before, conditions hold", () => {
  expect(textOf({})).toBe("Ihr Hund Bella|Sie zahlen 90,00 €.|Zahlen Sie bald.|eins\nzwei");
  expect(textOf({ text: "Der Betrag ist **{betrag|euro}**.", bitte: "" })).toBe(
    "Ihr Hund Bella|Der Betrag ist 90,00 €.",
  );
});

test.each([
  ["text", "Sie zahlen nichts.", "placeholder-missing"],
  ["text", "Sie zahlen {betrag | euro} für {name}.", "placeholder-foreign"],
  ["text", "Sie zahlen {betrag | euro} und {1 + 1}.", "placeholder-foreign"],
  ["text", "Sie zahlen {betrag | euro} {", "placeholder-foreign"],
  ["text", "{betrag | euro}\n[neu]\nMehr", "block-head"],
  ["text", "{betrag | euro}\n[neu when true]\nMehr", "block-head"],
  ["betreff", " ", "subject-empty"],
  ["betreff", "Ihr Hund", "placeholder-missing"],
])("in %s the words %j are refused: %s", (id, words, problem) => {
  const applied = edit({ [id]: words });
  expect(applied.ok ? [] : [...applied.problems]).toEqual([[id, problem]]);
});

test("a placeholder may move, be said twice, and be spaced otherwise", () => {
  expect(edit({ text: "{ betrag  |  euro } sind {betrag | euro}." }).ok).toBe(true);
  expect(placeholdersOf("{ a }{b|  euro}")).toEqual(["a", "b|euro"]);
});

test("a difference names words that stay, go and come, and adds up to both texts", () => {
  const changes = compareWords("Zahlen Sie den Betrag bald.", "Zahlen Sie bitte den Betrag.");
  expect(changes.filter(({ kind }) => kind === "new").map(({ text }) => text.trim())).toContain("bitte");
  const joined = (kinds: string[]): string =>
    changes
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text)
      .join("");
  expect(joined(["same", "gone"])).toBe("Zahlen Sie den Betrag bald.");
  expect(joined(["same", "new"])).toBe("Zahlen Sie bitte den Betrag.");
  expect(compareWords("a", "a")).toEqual([{ kind: "same", text: "a" }]);
  expect(compareWords("", "")).toEqual([]);
  const long = "wort ".repeat(3_000);
  expect(compareWords(long, `${long}x`)).toHaveLength(2);
});
