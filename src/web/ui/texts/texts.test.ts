import { describe, expect, test } from "vitest";
import { readSourceFiles } from "../../../../test/walls/source-files.ts";
import { root } from "../../../platform/root.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** Every sentence by its path; one that takes values is called with as many as it wants. */
function sentences(texts: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
      const path = `${prefix}${key}`;
      if (typeof value === "function")
        return [[path, String((value as (...values: unknown[]) => string)(...Array(value.length).fill("2")))] as const];
      return typeof value === "object" && value !== null
        ? [...sentences(value, `${path}.`)]
        : [[path, String(value)] as const];
    }),
  );
}

/** What the sources name, tests and the texts themselves left out. */
function namedIn(folders: readonly string[], names: RegExp): Set<string> {
  const sources = [...readSourceFiles(root, folders)].filter(
    ([path]) => !/\.test\.tsx?$|\.md$|web\/ui\/texts\//.test(path),
  );
  return new Set(sources.flatMap(([, text]) => [...text.matchAll(names)].map(([, name = ""]) => name)));
}

describe("the texts of the portal", () => {
  test("say everything in English that they say in German, in the same order, also where the type does not look", () => {
    expect([...sentences(en).keys()]).toEqual([...sentences(de).keys()]);
  });

  test("keep the refusals sorted by their code", () => {
    expect(Object.keys(de.refusals)).toEqual(Object.keys(de.refusals).toSorted());
  });

  test("are each said by a page: the sentence by its name, one of a table by the code the house knows", () => {
    const [pages, codes] = [
      namedIn(["src/web"], /\bt\s*\.\s*(\w+)/g),
      namedIn(["src", "demo"], /([a-z]+(?:[-.][a-z_]+)*)/gi),
    ];
    const unsaid = Object.entries<unknown>(de).flatMap(([key, value]) => {
      if (!pages.has(key)) return [key];
      const isTable = typeof value === "object" && value !== null && !Array.isArray(value);
      return isTable ? Object.keys(value).flatMap((code) => (codes.has(code) ? [] : [`${key}.${code}`])) : [];
    });
    expect(unsaid).toEqual([]);
  });

  test("leave no sentence empty and none with a hole", () => {
    const bad = [...sentences(de), ...sentences(en)].filter(
      ([, text]) => text.trim() === "" || /undefined|null|NaN/.test(text),
    );
    expect(bad).toEqual([]);
  });

  test("are translated, not copied", () => {
    const german = sentences(de);
    const copied = [...sentences(en)].filter(([path, text]) => text === german.get(path) && text.includes(" "));
    expect(copied).toEqual([]);
  });

  test.each([
    ["de", de],
    ["en", en],
  ])('use no exclamation marks and no "leider" (%s)', (_, texts) => {
    expect([...sentences(texts).values()].filter((text) => /!|\bleider\b|\bunfortunately\b/i.test(text))).toEqual([]);
  });
});
