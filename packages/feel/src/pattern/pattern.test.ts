import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Evaluation } from "../evaluation.ts";
import { compilePattern } from "./pattern.ts";

function matches(source: string, input: string, flags = ""): boolean | null {
  const evaluation = new Evaluation({ budget: 1_000_000 });
  return compilePattern(source, flags, evaluation)?.matches(input, evaluation) ?? null;
}

function replace(source: string, input: string, replacement: string, flags = ""): string | null {
  const evaluation = new Evaluation();
  return compilePattern(source, flags, evaluation)?.replace(input, replacement, evaluation) ?? null;
}

describe("a pattern", () => {
  test.each([
    ["^[A-Z]{2}\\d{2}( ?[\\dA-Z]{4}){4}( ?[\\dA-Z]{1,2})?$", "DE89 3704 0044 0532 0130 00", true],
    ["[a-z-[aeiou]]+", "aeiou", false],
    ["[a-z-[aeiou]]+", "aeixou", true],
    ["(ab?)+?c", "aabac", true],
    ["(.)\\1", "hello", true],
    ["\\p{Lu}\\p{Ll}+", "Straße", true],
    ["\\p{IsCyrillic}", "Brandis", false],
    ["^.$", "😀", true],
    ["^\\i\\c*$", "a-1", true],
    ["", "", true],
  ])("%s asked of %s is %s", (source, input, expected) => {
    expect(matches(source, input)).toBe(expected);
  });

  test.each([
    "(",
    ")",
    "[",
    "[]",
    "[b-a]",
    "a**",
    "a{2,1}",
    "\\q",
    "\\1",
    "(a\\1)",
    "(?=a)",
    "\\p{Greek}",
    "[a-c-e]",
    "a{999999}",
  ])("is refused if it is none: %s", (source) => {
    expect(matches(source, "a")).toBe(null);
  });

  test("is refused with a flag that is unknown, or nested too deep", () => {
    expect(matches("a", "a", "g")).toBe(null);
    expect(matches("(".repeat(60) + ")".repeat(60), "a")).toBe(null);
  });

  test("knows the flags of XPath", () => {
    expect(matches("A", "a", "i")).toBe(true);
    expect(matches("^b$", "a\nb", "m")).toBe(true);
    expect(matches("a.b", "a\nb")).toBe(false);
    expect(matches("a.b", "a\nb", "s")).toBe(true);
    expect(matches("a b", "ab", "x")).toBe(true);
    expect(matches("a.b", "axb", "q")).toBe(false);
  });

  test("replaces with its groups, and refuses what is no replacement", () => {
    expect(replace("(\\d+)-(\\d+)", "1-2 3-4", "$2-$1")).toBe("2-1 4-3");
    expect(replace("a", "banana", "[$0]")).toBe("b[a]n[a]n[a]");
    expect(replace("a", "a", "\\$1")).toBe("$1");
    expect(replace("a", "a", "$")).toBe(null);
    expect(replace("a", "a", "\\n")).toBe(null);
    expect(replace(".", "a.b", "$1", "q")).toBe("a$1b");
  });

  test("agrees with the platform where both know the same", () => {
    const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "(a)", "(?:ab)", "(a|b)", "(b|ab)");
    const piece = fc
      .tuple(atom, fc.constantFrom("", "?", "*", "+", "*?", "+?", "{1,2}"))
      .map((parts) => parts.join(""));
    const branch = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    const source = fc.tuple(fc.constantFrom("", "^"), branch, branch, fc.constantFrom("", "$"));
    const input = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(source, input, ([start, left, right, end], text) => {
        const pattern = `${start}(${left}|${right})${end}`;
        const expected = new RegExp(pattern, "u");
        expect(matches(pattern, text)).toBe(expected.test(text));
        if (!expected.test(""))
          expect(replace(pattern, text, "<$1>")).toBe(text.replaceAll(new RegExp(pattern, "gu"), "<$1>"));
      }),
      { numRuns: 500 },
    );
  });
});
