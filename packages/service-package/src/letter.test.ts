import { date, fromJson, time, type FeelContext } from "@allmende/feel";
import { describe, expect, test } from "vitest";
import { compileLetter, plainText, renderLetter, type RenderedLetter } from "./letter.ts";

const names = ["name", "betrag", "tag", "uhrzeit", "liste", "ja"];

function letterOf(source: string, values: Record<string, unknown> = {}, language = "de"): RenderedLetter {
  const result = compileLetter(source, language, names);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return renderLetter(result.letter, fromJson(values) as FeelContext);
}

const problemsOf = (source: string) => {
  const result = compileLetter(source, "de", names);
  return result.ok ? [] : result.problems;
};

const bodyOf = (letter: RenderedLetter): string =>
  letter.blocks
    .map(plainText)
    .join("\n")
    .replaceAll(/\u00A0/g, " ");

describe("a letter", () => {
  test("has a subject and blocks in their order", () => {
    const letter = letterOf("[eins]\nErstens\n\n[betreff]\nDer Betreff\n\n[zwei]\n## Zweitens\n\n- a\n- b\n");
    expect(letter.subject).toBe("Der Betreff");
    expect(letter.blocks.map(({ kind, id }) => `${id} ${kind}`)).toEqual([
      "eins paragraph",
      "zwei heading",
      "zwei list",
    ]);
  });

  test("leaves out a block whose condition is not true", () => {
    const source = "[betreff]\nB\n\n[dank when ja = true]\nDanke\n\n[immer]\nImmer\n";
    expect(bodyOf(letterOf(source, { ja: true }))).toBe("Danke\nImmer");
    expect(bodyOf(letterOf(source, { ja: false }))).toBe("Immer");
    expect(bodyOf(letterOf(source))).toBe("Immer");
  });

  test("marks what was inserted and what is bold", () => {
    const [block] = letterOf("[betreff]\nB\n\n[text]\nFür **{name}** gilt das.\n", { name: "Petra" }).blocks;
    expect(block).toMatchObject({
      pieces: [{ text: "Für " }, { text: "Petra", strong: true, inserted: true }, { text: " gilt das." }],
    });
  });

  test("keeps numbers of a list, what stands in a list within it, and the columns of a table", () => {
    const lists = "1. eins\n   - a\n   - b\n2. zwei\n\n- drei\n";
    const table = "| Jahr | Betrag |\n|---|---|\n| 2026 | **{betrag | euro}** |\n";
    const letter = letterOf(`[betreff]\nB\n\n[text]\n${lists}\n${table}\nEnde\n`, { betrag: 8400 });
    expect(letter.blocks).toMatchObject([
      { kind: "list", ordered: true, items: [{}, {}, {}, {}] },
      { kind: "list", items: [[{ text: "drei" }]] },
      {
        kind: "columns",
        header: [[{ text: "Jahr" }], [{ text: "Betrag" }]],
        rows: [[{}, [{ strong: true, inserted: true }]]],
      },
      { kind: "paragraph" },
    ]);
    expect(bodyOf(letter)).toBe("eins\na\nb\nzwei\ndrei\nJahr Betrag\n2026 84,00 €\nEnde");
  });

  test("names the blocks in which something is missing", () => {
    const source = "[betreff]\nB {name}\n\n[a]\n{betrag}\n\n[b when ja = true]\n{name}\n\n[c]\n- {name}\n";
    expect(letterOf(source, { betrag: 1 }).gaps).toEqual(["betreff", "c"]);
  });

  test.each(["**fett**", "# Titel", "- Punkt", "{betrag}", "[betreff]", "<b>x</b>", "\uE0000\uE001", "a\n\n[neu]\nb"])(
    "inserts %j as it was typed, never as Markdown",
    (typed) => {
      const { blocks } = letterOf("[betreff]\nB\n\n[text]\n{name}\n", { name: typed, betrag: 5 });
      expect(blocks).toEqual([{ kind: "paragraph", id: "text", pieces: [{ text: typed, inserted: true }] }]);
    },
  );

  test("does not read links, pictures or HTML of the template either", () => {
    expect(bodyOf(letterOf("[betreff]\nB\n\n[text]\n<script>x</script> [hier](https://boese.example)\n"))).toBe(
      "<script>x</script> [hier](https://boese.example)",
    );
  });

  test("writes money, days, times, numbers and lists as people read them", () => {
    const context = Object.assign(fromJson({ betrag: 123456, liste: ["a", "b"] }) as object, {
      tag: date("2026-11-03"),
      uhrzeit: time("14:30:00"),
    }) as FeelContext;
    const compiled = compileLetter(
      "[betreff]\nB\n\n[text]\n{betrag | euro}; {tag}; {uhrzeit}; {betrag}; {liste}; {name}\n",
      "de",
      names,
    );
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    expect(bodyOf(renderLetter(compiled.letter, context))).toBe("1.234,56 €; 3. November 2026; 14:30; 123456; a, b; ");
  });

  test("writes in the language of the letter", () => {
    const source = "[betreff]\nB\n\n[text]\n{betrag | euro}, {tag}\n";
    expect(bodyOf(letterOf(source, { betrag: 1500, tag: "2026-11-03" }, "en"))).toBe("€15.00, November 3, 2026");
  });

  test("without a subject is refused", () => {
    expect(problemsOf("[text]\nHallo\n")).toEqual([{ line: 1, message: expect.stringContaining("[betreff]") }]);
  });

  test("with a block twice is refused, with the line of the second", () => {
    expect(problemsOf("[betreff]\nB\n\n[text]\nx\n\n[text]\ny\n")).toEqual([
      { line: 7, message: "the block text stands twice" },
    ]);
  });

  test("with text before the first block is refused", () => {
    expect(problemsOf("Hallo\n[betreff]\nB\n")).toEqual([
      { line: 1, message: expect.stringContaining("before the first block") },
    ]);
  });

  test("with an unknown name is refused, in text and condition alike", () => {
    expect(problemsOf("[betreff]\nB {wer}\n\n[text when wann = 1]\nx\n").map(({ line }) => line)).toEqual([2, 4]);
  });

  test("with an expression that is not FEEL is refused", () => {
    expect(problemsOf("[betreff]\n{1 +}\n")).toEqual([{ line: 2, message: expect.any(String) }]);
  });
});
