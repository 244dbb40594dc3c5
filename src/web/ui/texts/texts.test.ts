import { describe, expect, test } from "vitest";
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

describe("the texts of the portal", () => {
  test("say everything in English that they say in German, also where the type does not look", () => {
    expect([...sentences(en).keys()].toSorted()).toEqual([...sentences(de).keys()].toSorted());
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
