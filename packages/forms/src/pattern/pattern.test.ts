import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern } from "./pattern.ts";

const patternOf = (source: string) => {
  const compiled = compilePattern(source);
  if (!compiled.ok) throw new Error(compiled.why);
  return compiled.pattern;
};

const sources = [
  "[0-9]{5}", "([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", "[A-Z]{2}-[0-9]{4}", "\\d{2,}", "a|b|", "a?b*c+", "(ab|c){1,3}", "(?:a|aa)+b", "(?<x>a)b",
  "[^@ ]+@[^@ ]+[.][a-z]{2,}", "\\p{Lu}\\p{L}*", ".", "a.c", "\\.", "[\\]a-]", "\\u00e4|\\x41", "(a|b)*a(a|b){3}", "^abc$", "^a|b$", "(a*b)*", "[ab]{0,4}?", "ä{2}", "😀+",
]; // prettier-ignore

describe("means what JavaScript means, in whole characters", () => {
  test.each(sources)("%s", (source) => {
    const native = new RegExp(`^(?:${source})$`, "u");
    const pattern = patternOf(source);
    const letters = fc.constantFrom("a", "b", "c", "A", "0", "5", "-", "@", ".", " ", "ä", "😀", "\n", "\uD83D", "]");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(letters, { maxLength: 8 }).map((parts) => parts.join("")),
          fc.stringMatching(native),
        ),
        (text) => {
          expect(pattern.matches(text), JSON.stringify(text)).toBe(text.isWellFormed() && native.test(text));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("cannot be used against us", () => {
  test.each([
    ["(a+)+", /repeats a repetition/],
    ["(a*)*", /repeats a repetition/],
    ["(a?)+", /repeats a repetition/],
    ["([a-z]+)*x", /repeats a repetition/],
    ["(a*|b)+", /repeats a repetition/],
    ["(?=a)a", /ahead or behind/],
    ["(?<!a)b", /ahead or behind/],
    ["(a)\\1", /refers back/],
    ["(?<n>a)\\k<n>", /refers back/],
    ["\\bword", /word boundaries/],
    ["x(^a)", /beginning/],
    ["a$b", /end/],
    ["a{2000}", /counts beyond/],
    ["((a{100}){100}){100}", /too large/],
    [`${"(".repeat(30)}a${")".repeat(30)}`, /nests more/],
    ["[", /not a valid/],
    ["*", /not a valid/],
    ["a{2,1}", /not a valid/],
  ])("%s is refused", (source, why) => {
    const compiled = compilePattern(source);
    expect(compiled.ok ? "" : compiled.why).toMatch(why);
  });

  test.each([
    "(a|aa)+b",
    "(a|a)*b",
    ".*.*.*.*x",
    "(.*,){20}x",
    "(a|b)*a(a|b){15}",
    "(x+x+)+y",
    "([a-z]+[0-9]?)+!",
    "(a*b?)*c".replace("*c", "c"),
  ])("%s is decided at once, where a search that goes back would take years", (source) => {
    const compiled = compilePattern(source);
    if (!compiled.ok) return;
    for (const text of [`${"a".repeat(20_000)}!`, "x".repeat(20_000), ",".repeat(20_000), "ab".repeat(10_000)]) {
      // The best of some: a shared machine may be away in any of them.
      const times = Array.from({ length: 5 }, () => {
        const began = performance.now();
        compiled.pattern.matches(text);
        return performance.now() - began;
      });
      expect(Math.min(...times)).toBeLessThan(10);
    }
  });

  test("memory is bounded: a pattern that needs many steps starts anew and still answers rightly", () => {
    const source = "(a|b)*a(a|b){12}";
    const [pattern, native] = [patternOf(source), new RegExp(`^(?:${source})$`, "u")];
    let state = 1;
    const text = Array.from({ length: 5000 }, () =>
      (state = (state * 1103515245 + 12345) % 2147483648) & 65536 ? "a" : "b",
    ).join("");
    for (let length = 4900; length < 5000; length++)
      expect(pattern.matches(text.slice(0, length))).toBe(native.test(text.slice(0, length)));
    expect(pattern.steps).toBeLessThanOrEqual(1000);
  }, 60_000);

  test.each(["\ud83d", "\udc36", "a\ud83d", "\udc36\ud83d"])("half a character is of no pattern: %j", (text) => {
    for (const source of [".*", "[^a]*", "a?[^b]+", "\\W+"]) expect(patternOf(source).matches(text)).toBe(false);
    expect(patternOf(".*").matches("a🐶")).toBe(true);
  });
});
