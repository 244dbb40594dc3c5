import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { directionOf, inLanguage, isLanguage, markedTexts, nameOf, tagOf, withLanguages } from "./other-language.ts";

const german = inLanguage("de", "Weiter");

test("a marked text becomes an element with its language and direction; what is missing is seen", () => {
  expect(withLanguages(`<p>${german}</p>`)).toBe('<p><span lang="de" dir="ltr">Weiter</span></p>');
  expect(withLanguages(`<p>${inLanguage("ar", "x", true)}</p>`)).toBe(
    '<p><span lang="ar" dir="rtl" class="al-untranslated">x</span></p>',
  );
  expect(withLanguages(`<b>${inLanguage("de", `Hund ${inLanguage("en", "Rex")}!`)}</b>`)).toBe(
    '<b><span lang="de" dir="ltr">Hund <span lang="en" dir="ltr">Rex</span>!</span></b>',
  );
});

test("where no element can stand the text stands alone", () => {
  const page = `<title>${german} – A</title><a aria-label="${german} > b" title='x'>${german}</a><option>${german}</option><textarea>${german}</textarea>`;
  expect(withLanguages(page)).toBe(
    `<title>Weiter – A</title><a aria-label="Weiter > b" title='x'><span lang="de" dir="ltr">Weiter</span></a><option>Weiter</option><textarea>Weiter</textarea>`,
  );
});

test("what somebody typed can make no element of another kind", () => {
  const typed = `\u{E010}"><script>\u{E011}x\u{E012}`.replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  expect(withLanguages(`<p>${typed}</p>`)).not.toMatch(/<script|lang=/);
});

test("an interface is marked sentence by sentence, those that are made with values, too", () => {
  const texts = markedTexts(
    { next: "Weiter", step: (n: number) => `Schritt ${n}`, kinds: { a: "A" }, all: ["B"] },
    "de",
  );
  for (const text of [texts.next, texts.step(1), texts.kinds.a, texts.all[0]!])
    expect(withLanguages(text)).toMatch(/^<span lang="de" dir="ltr">(Weiter|Schritt 1|A|B)<\/span>$/);
});

test("languages are known by their codes", () => {
  expect(["ar", "fa", "he", "de", "uk"].map(directionOf)).toEqual(["rtl", "rtl", "rtl", "ltr", "ltr"]);
  expect(["uk", "de-leicht"].map(nameOf)).toEqual(["українська", "Leichte Sprache"]);
  expect(tagOf("de-leicht")).toBe("de-simple");
  expect(["de", "de-leicht", "ckb"].every(isLanguage)).toBe(true);
  expect(["", "DE", "x", 'a"b', "../x"].some(isLanguage)).toBe(false);
  // A code of which no name can be made, kept for a year, would take every page from whoever followed a link.
  for (const code of ["de-abc", "de-ab", "de-abcd", "de-abcde", "abc-abcdefgh", "xx"])
    if (isLanguage(code)) expect(nameOf(code), code).not.toBe("");
  expect(isLanguage("de-abc")).toBe(false);
});

test("the looks of the portal know a beginning and an end of a line, no left and right", () => {
  const folder = new URL("ui/styles/", import.meta.url);
  const physical =
    /(?:^|[\s;{])(?:left|right|(?:margin|padding|border)-(?:left|right)[a-z-]*)\s*:|text-align: (?:left|right)/gm;
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css"))
    .flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(physical)].map(([line]) => `${name}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
