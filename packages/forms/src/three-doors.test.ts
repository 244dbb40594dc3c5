/** Page, API and import judge alike: one table of inputs, three doors, and the published contract beside them. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Answer, AnswerProblem, Answers } from "./answer.ts";
import { compileForm } from "./compile.ts";
import { readJson } from "./read-json.ts";
import { readRow } from "./read-row.ts";

const address = { street: "Marktplatz", postcode: "35325", place: "Lindenau" };
const person = { givenNames: "Zoë", familyName: "Ávila", birthDate: "1980-11-03" };

/** Each question with the box that is tried, and what the other boxes hold meanwhile. */
const questions: { definition: Record<string, unknown>; part?: string; around?: Record<string, string> }[] = [
  { definition: { id: "name", type: "text", maxLength: 40 } },
  { definition: { id: "muster", type: "text", pattern: "([a-z]+;)*[a-z]+|[A-Z]{2}-[0-9]{4}" } },
  { definition: { id: "nummer", type: "text", compact: true, pattern: "\\d{4,11}" } },
  { definition: { id: "prosa", type: "text", lines: 4, minLength: 2, maxLength: 2000 } },
  { definition: { id: "post", type: "email" } },
  { definition: { id: "ruf", type: "phone" } },
  { definition: { id: "anzahl", type: "integer", min: 0, max: 1000 } },
  { definition: { id: "mass", type: "number", decimals: 1 } },
  { definition: { id: "betrag", type: "money" } },
  { definition: { id: "tag", type: "date", min: 'date("1900-01-01")' } },
  { definition: { id: "uhr", type: "time" } },
  { definition: { id: "frage", type: "yesno" } },
  { definition: { id: "zusage", type: "declaration" } },
  { definition: { id: "wahl", type: "choice", options: ["eins", "zwei"] } },
  { definition: { id: "viele", type: "choices", options: ["drei", "vier"] } },
  { definition: { id: "konto", type: "iban" } },
  { definition: { id: "auto", type: "plate" } },
  { definition: { id: "mensch", type: "person" }, part: "familyName", around: { ...person, familyName: "" } },
  { definition: { id: "geboren", type: "person" }, part: "birthDate", around: { ...person, birthDate: "" } },
  { definition: { id: "haus", type: "address" }, part: "postcode", around: { ...address, postcode: "" } },
  { definition: { id: "ort", type: "location" }, part: "address", around: {} },
];

const inputs = [
  "Käthe", "kaethe@beispiel.de", "06641 1234", "12", "0", "-1", "12,5", "12.5", "1.000,50", "1000.5 €", "0012", "1e3", "1.2.2024",
  "2024-02-01", "31.2.2024", "1.1.1899", "14:30", "14 Uhr", "25:00", "ja", "nein", "true", "false", "eins", "zwei", "drei", "fünf", "DE89 3704 0044 0532 0130 00",
  "DE88370400440532013000", "VB-AB 123", "BAB123", "35325", "D-35325", "00999", "12345678901", "AB-1234", "a;b;c", "null", "undefined", "NaN", "Infinity",
  "__proto__", "constructor", "toString", "hasOwnProperty", "[]", "{}", '{"a":1}', '["drei"]', "<script>alert(1)</script>", "' OR 1=1 --", "=cmd|' /C calc'!A0",
  "../../etc/passwd", "${7*7}", "{{constructor.constructor('x')()}}", "a\r\nBcc: b@c.de", "Zeile 1\nZeile 2", "a\0b", "\0", "\u0007", "\uFEFF", "\u200B", "\u202Eabc", "abc\u202C", "مرحبا", "Ελένη", "李",
  "e\u0301", "\u00E9", "A\u030Angstro\u0308m", "\uFB01", "ſ", "ẞ", "C\u0328\u0306", "😀", "👨‍👩‍👧", "\uD800", "a\uDFFFb", " ", "  Käthe  ", "\u00A0", "a".repeat(41), "9".repeat(400),
  "a".repeat(50_000), `${"a;".repeat(20_000)}!`, `${"a".repeat(30)}!`, `${" ".repeat(1000)}x`, `${"1".repeat(30)},${"0".repeat(30)}`, "[".repeat(3000),
]; // prettier-ignore

const table = questions.flatMap((question) => inputs.map((typed) => ({ ...question, typed })));

const compiled = compileForm({
  pages: [{ id: "seite", elements: questions.map(({ definition }) => ({ ...definition, required: false })) }],
});
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
const { form } = compiled;

const ajv = new Ajv2020({ strict: false, allErrors: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
const contract = ajv.compile(form.jsonSchema());

/** What the check knows and JSON Schema cannot say. */
const beyondContract = new Set([
  "iban",
  "plate",
  "phone",
  "tooManyDecimals",
  "invalid",
  "dateTooEarly",
  "notADate",
  "postcode",
]);

interface Door {
  answers: Answers;
  problems: AnswerProblem[];
}

function through(reading: { answers: Answers; faults: readonly AnswerProblem[] }): Door {
  return { answers: reading.answers, problems: [...reading.faults, ...form.check(reading.answers)] };
}

function throughPage(words: Record<string, string>): Door {
  const values = (name: string) => {
    if (!Object.hasOwn(words, name) || words[name] === "") return [];
    // Boxes of which several can be ticked post a word each; one cell of a table holds them all.
    return name === "viele" ? words[name]!.split(";") : [words[name]!];
  };
  return through(form.read("seite", { values }, {}));
}

test("the table holds at least 500 inputs, many of them right, many wrong", () => {
  expect(table.length).toBeGreaterThanOrEqual(500);
  const wrong = table.filter(({ definition, part, around, typed }) => {
    const name = definition.id as string;
    return throughPage(wordsFor(name, part, around, typed)).problems.length > 0;
  });
  expect(wrong.length).toBeGreaterThan(400);
  expect(table.length - wrong.length).toBeGreaterThan(200);
});

function wordsFor(id: string, part: string | undefined, around: Record<string, string> = {}, typed: string) {
  if (!part) return { [id]: typed };
  const others = Object.entries(around).filter(([name]) => name !== part);
  return { ...Object.fromEntries(others.map(([name, word]) => [`${id}.${name}`, word])), [`${id}.${part}`]: typed };
}

/** The same input as the contract would have it: the value that was meant, or the raw words where nothing was. */
function asJson(
  id: string,
  part: string | undefined,
  around: Record<string, string> = {},
  typed: string,
  page: Door,
): Answers {
  const node = form.field(id);
  const kind = node?.kind === "field" ? node.field.type : "";
  const meant = page.problems.length === 0 ? page.answers[id] : undefined;
  if (kind === "text" || kind === "email") return { [id]: typed };
  if (meant !== undefined) return { [id]: meant };
  if (page.problems.length === 0) return {};
  if (part) return { [id]: { ...around, [part]: typed } as Answer };
  return { [id]: (kind === "choices" ? [typed] : typed) as Answer };
}

describe.each(questions.map((question) => [question.definition.id as string, question] as const))(
  "%s",
  (id, { part, around }) => {
    test.each(inputs.map((typed) => [JSON.stringify(typed).slice(0, 60), typed]))("%s", (_, typed) => {
      const words = wordsFor(id, part, around, typed);
      const page = throughPage(words);
      const row = through(readRow(form, words));
      const sent = asJson(id, part, around, typed, page);
      const api = through(readJson(form, JSON.stringify(sent)));
      const passes = (door: Door) => door.problems.length === 0;
      expect({ page: passes(page), row: passes(row), api: passes(api) }).toEqual({
        page: passes(page),
        row: passes(page),
        api: passes(page),
      });
      expect(row).toEqual(page);
      if (passes(page)) expect({ ...api.answers }).toEqual(page.answers);
      // The contract never refuses what the check takes; what the check refuses beyond it is on the list.
      const allowed = contract({ ...api.answers });
      if (passes(api)) expect(contract.errors ?? []).toEqual([]);
      else if (allowed) expect(beyondContract).toContain(api.problems[0]!.code);
    });
  },
);

describe("values of the wrong shape, which only machines can send, are refused by check and contract", () => {
  const shapes: unknown[] = [
    null, true, false, 0, -1, 1.5, 1e308, "", [], {}, [[]], [null], [{}], { length: 1 }, { toString: "x" }, ["eins", 1], [["drei"]],
    JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"givenNames":{"a":1}}'), { familyName: ["x"] }, { iban: null },
  ]; // prettier-ignore
  const fits = new Map<string, (value: unknown) => boolean>([
    ["anzahl", (value) => value === 0],
    ["mass", (value) => typeof value === "number" && Math.abs(value) < 1e15],
    ["betrag", (value) => value === 0],
    ["frage", (value) => typeof value === "boolean"],
    ["zusage", (value) => value === true],
  ]);
  test.each(questions.map(({ definition }) => definition.id as string))("%s", (id) => {
    for (const value of shapes) {
      const { problems } = through(readJson(form, JSON.stringify({ [id]: value })));
      const fit = fits.get(id)?.(value) ?? false;
      expect(problems.length === 0, `${id}: ${JSON.stringify(value)}`).toBe(fit);
      expect(contract({ [id]: value }), `${id}: ${JSON.stringify(value)}`).toBe(fit);
    }
  });
});

describe("documents that are no answers", () => {
  test.each([
    ["", "notJson"],
    ["{", "notJson"],
    ["[]", "wrongType"],
    ["null", "wrongType"],
    ['"text"', "wrongType"],
    [`{"name":${"[".repeat(5000)}${"]".repeat(5000)}}`, "tooDeep"],
    [`{"name":"${"a".repeat(2_000_001)}"}`, "tooLarge"],
    ["[".repeat(100_000), "notJson"],
  ])("%.40s", (source, code) => {
    expect(readJson(form, source)).toEqual({ answers: {}, faults: [{ path: "", code }] });
  });

  test("names that no question has are refused at each door that can say them", () => {
    for (const name of ["__proto__", "constructor", "unbekannt", "name.x", ""]) {
      const api = through(readJson(form, `{${JSON.stringify(name)}:"x"}`));
      expect(api.problems.map(({ code }) => code)).toEqual(["unknownField"]);
      const row = through(readRow(form, Object.fromEntries([[name, "x"]])));
      expect(row.problems.map(({ code }) => code)).toEqual(["unknownField"]);
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

test("a text of 10 MB is refused within 10 ms, whatever its pattern", () => {
  const huge = "a;".repeat(5_000_000);
  const node = form.field("muster");
  if (node?.kind !== "field") throw new Error("no field");
  node.check(huge, { evaluate: () => null });
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    const reading = node.type.read({ "": [huge] }, node.field);
    expect(node.check(reading.value, { evaluate: () => null })).toMatchObject({ code: "tooLong" });
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(10);
});
