/** Which letters a name may hold: every one of DIN 91379's data type A, and of others the sentence names the first. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileForm } from "../../compile.ts";
import { Wording, noTexts } from "../../wording.ts";

const shared =
  process.env.ALLMENDE_SHARED_DATA ?? fileURLToPath(new URL("../../../../../../shared/data", import.meta.url));
const list = join(shared, "din91379/latinchars.xml");
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!existsSync(list))
  console.warn(`LEFT OUT: ${list} is not there; names were not held against the whole list of DIN 91379`);

const compiled = compileForm({
  pages: [{ id: "seite", elements: [{ id: "wer", type: "person", birthDate: "none" }] }],
});
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
const { form } = compiled;
const faults = (familyName: string) => {
  const values = (name: string): string[] =>
    name === "wer.givenNames" ? ["Zoë"] : name === "wer.familyName" ? [familyName] : [];
  return form.check(form.read("seite", { values }, {}).answers);
};
const strange = (familyName: string): unknown => faults(familyName)[0]?.details?.letter;

/** The characters and sequences of a group of the standard. */
function group(name: string): string[] {
  const entries = readFileSync(list, "utf8").matchAll(
    new RegExp(`<(?:char|sequence) [^>]*group="${name}">\\s*<cp>([\\dA-F ]+)</cp>`, "g"),
  );
  return [...entries].map(([, points]) =>
    String.fromCodePoint(...points!.split(" ").map((point) => Number.parseInt(point, 16))),
  );
}

describe.skipIf(!existsSync(list))("of DIN 91379", () => {
  test("every letter and every sequence is taken, as itself and within a name, and the signs of names", () => {
    const letters = group("bll");
    expect(letters.length).toBeGreaterThan(600);
    for (const letter of letters) for (const name of [letter, `M${letter}ller`]) expect(faults(name), name).toEqual([]);
    for (const sign of group("bnlreq")) expect(faults(`D${sign}A`), sign).toEqual([]);
  });

  test("signs that no person's name holds, Greek and Cyrillic are refused, each by its name", () => {
    const others = ["bnl", "bnlopt", "gl", "cl"].flatMap(group).filter((sign) => /\S/.test(sign));
    expect(others.length).toBeGreaterThan(150);
    // What is a Latin letter by Unicode, too, cannot be told apart by a rule.
    for (const sign of others) expect(strange(`D${sign}A`), sign).toBe(sign.normalize("NFC"));
  });
});

test.each([
  ["Petra4", "4"],
  ["Müller & Söhne", "&"],
  ["Иванов", "И"],
  ["Παπα\u0301ς", "Π"],
  ["李", "李"],
  ["Bella \u{1F415}", "\u{1F415}"],
  ["a\u200bb", "U+200B"],
  ["M\u0301\u0301\u0301\u0301\u0301", "U+0301"],
  ["<b>", "<"],
  ["XⅣ", "Ⅳ"],
])("%j is told by %j", (name, letter) => {
  const [fault] = faults(name);
  expect(fault).toMatchObject({ path: "wer.familyName", code: "notAName" });
  const said = new Wording(noTexts()).fault("wer", "notAName", fault!.details);
  expect([strange(name), said]).toEqual([expect.stringContaining(letter), expect.stringContaining(letter)]);
});

test.each(["O", "Ng", "D’Ávila-Šimić", "van der Berg", "Müller, geb. Maier", "Nguyễn", "K\u035fhan", "Ḫalīl", "ʻAlī"])(
  "%s is a name",
  (name) => {
    expect(faults(name)).toEqual([]);
  },
);

describe("the date of birth", () => {
  const born = compileForm({ pages: [{ id: "seite", elements: [{ id: "wer", type: "person" }] }] });
  if (!born.ok) throw new Error(JSON.stringify(born.problems));
  const read = (words: Record<string, string>) =>
    born.form.read("seite", { values: (name) => (name in words ? [words[name]!] : []) }, {});
  test.each([
    [{ "wer.birthDate.day": "3", "wer.birthDate.month": "11", "wer.birthDate.year": "1980" }, "1980-11-03"],
    [{ "wer.birthDate.day": "03", "wer.birthDate.month": "November", "wer.birthDate.year": "80" }, "1980-11-03"],
    [{ "wer.birthDate.day": "3. November 1980" }, "1980-11-03"],
    [{ "wer.birthDate.day": "3.11.80" }, "1980-11-03"],
    [{ "wer.birthDate": "1980-11-03" }, "1980-11-03"],
  ])("is read from its boxes and from one spelling: %j", (words, birthDate) => {
    expect(read(words).answers).toEqual({ wer: { birthDate } });
  });
  test("that the calendar has not is a fault of its own, and stays as it was typed", () => {
    const words = { "wer.birthDate.day": "31", "wer.birthDate.month": "2", "wer.birthDate.year": "1980" };
    const { faults: found, unread } = read(words);
    expect(found).toEqual([{ path: "wer.birthDate", code: "notADate" }]);
    expect(unread.wer).toMatchObject({ "birthDate.day": ["31"], "birthDate.month": ["2"], "birthDate.year": ["1980"] });
  });
});
