import * as fc from "fast-check";
import { evaluate } from "feelin";
import { describe, expect, test } from "vitest";
import { isNumber, toJson, type FeelValue } from "../src/index.ts";
import { explain } from "./evaluate.ts";

/**
 * feelin as second opinion, on a generated subset that both know. Where we differ on purpose, nothing is generated:
 * - numbers: we are decimal (34 digits), feelin is binary; so only numbers that both hold exactly take part,
 *   and quotients are compared to nine digits in a test of their own;
 * - `every` and `some` with an answer that is null: we are three-valued, feelin takes it as false;
 * - `median`: feelin sorts the numbers as if they were text;
 * - `substring` beyond the end: null, feelin says "";
 * - `between` with a limit that is null: false if the other limit decides, feelin says null;
 * - a range with an end that is null, and the type of a list in a filter: see the tests of expressions.
 */
const answers = { a: 3, b: -2.5, c: "Brandis", d: "", e: true, f: null, g: [1, 2, 3, 4], h: { i: 7, j: "x" } };

/** One source text per kind of value. */
type Kind = "number" | "text" | "truth" | "numbers" | "day" | "span";

const { number, text, truth, numbers, day, span } = fc.letrec<Record<Kind, string>>((tie) => {
  const [n, t, b] = [tie("number"), tie("text"), tie("truth")];
  const [l, d, s] = [tie("numbers"), tie("day"), tie("span")];
  const join = (...parts: (fc.Arbitrary<string> | string)[]) =>
    fc
      .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
      .map((found) => found.join(""));
  const oneOf = (...choices: string[]) => fc.constantFrom(...choices);
  const options = { depthSize: "small", withCrossShrink: true } as const;
  return {
    number: fc.oneof(
      options,
      fc.integer({ min: -50, max: 50 }).map(String),
      oneOf("a", "b", "h.i", "1.25", "0.5", "f"),
      join("(", n, oneOf(" + ", " - ", " * "), n, ")"),
      join("(", n, " / ", oneOf("2", "-4", "0"), ")"),
      join("(if ", b, " then ", n, " else ", n, ")"),
      join(oneOf("abs", "floor", "ceiling"), "(", n, ")"),
      join(oneOf("sum", "min", "max", "count"), "(", l, ")"),
      join(
        l,
        "[",
        fc
          .integer({ min: -6, max: 6 })
          .filter((index) => index !== 0)
          .map(String),
        "]",
      ),
      join("string length(", t, ")"),
      join(d, ".", oneOf("year", "month", "day", "weekday")),
      join("modulo(", n, ", ", oneOf("3", "-4", "2.5"), ")"),
      join("round half up(", n, ", 0)"),
    ),
    text: fc.oneof(
      options,
      oneOf('"x"', '"äöü"', '"Brandis"', "c", "d", "h.j"),
      join("(", t, " + ", t, ")"),
      join(oneOf("upper case", "lower case"), "(", t, ")"),
      join('substring("y" + ', t, ", 1, 1)"),
      join(oneOf("substring before", "substring after"), "(", t, ', "x")'),
      join("(if ", b, " then ", t, " else ", t, ")"),
      join("string join([", t, ", ", t, '], "-")'),
    ),
    truth: fc.oneof(
      options,
      oneOf("true", "false", "e"),
      join("(", n, oneOf(" < ", " <= ", " > ", " >= ", " = ", " != "), n, ")"),
      join("(", t, oneOf(" < ", " = ", " != "), t, ")"),
      join("(", d, oneOf(" < ", " >= ", " = "), d, ")"),
      join("(", b, oneOf(" and ", " or "), b, ")"),
      join("not(", b, ")"),
      join("(", n, " between -3 and ", oneOf("3", "4.5"), ")"),
      join("(", fc.integer({ min: 0, max: 9 }).map(String), " in [2..7))"),
      join(oneOf("contains", "starts with", "ends with"), "(", t, ", ", t, ")"),
      join("list contains(", l, ", ", n, ")"),
      join("(some x in [1, 2, 3] satisfies x > ", fc.integer({ min: 0, max: 4 }).map(String), ")"),
    ),
    numbers: fc.oneof(
      options,
      oneOf("g", "[1, 2, 3]", "[5, 3, 5]"),
      join("[", n, ", ", n, "]"),
      join("g[item > ", fc.integer({ min: 0, max: 4 }).map(String), "]"),
      join("(for x in [1, 2, 3] return x * ", n, ")"),
      join(oneOf("reverse", "distinct values", "flatten"), "(", l, ")"),
      join("concatenate(", l, ", ", l, ")"),
      join("append(", l, ", ", n, ")"),
    ),
    day: fc.oneof(
      options,
      oneOf('date("2026-01-31")', 'date("2024-02-29")', "date(1999, 12, 31)"),
      join("(", d, oneOf(" + ", " - "), s, ")"),
    ),
    span: fc.oneof(
      options,
      oneOf('duration("P1D")', 'duration("P1M")', 'duration("P1Y2M")', 'duration("P40D")', 'duration("-P3M")'),
    ),
  };
});

function other(source: string): unknown {
  return normal(evaluate(source, answers).value);
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value === "object" && value !== null) return String(value);
  return value ?? null;
}

function ours(source: string): unknown {
  return toJson(explain(source, answers).value);
}

function alike(left: unknown, right: unknown): boolean {
  if (typeof left === "number" || typeof right === "number") {
    const [a, b] = [Number(left), Number(right)];
    return left !== null && right !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => alike(item, right[index]));
  return left === right;
}

describe("feelin, asked for a second opinion,", () => {
  test.each([
    ["numbers", number],
    ["text", text],
    ["conditions", truth],
    ["lists", numbers],
    ["dates", day],
    ["durations", span],
  ] as const)("agrees on %s", (_kind, sources) => {
    fc.assert(
      fc.property(sources, (source) => {
        expect({
          source,
          value: ours(source),
          agrees: alike(ours(source), other(source)),
          other: other(source),
        }).toMatchObject({
          agrees: true,
        });
      }),
      { numRuns: 300 },
    );
  });

  test("agrees on quotients and decimal fractions to nine digits", () => {
    const decimals = fc.integer({ min: -10_000, max: 10_000 }).map((cents) => `(${cents} / 100)`);
    const term = fc
      .tuple(decimals, fc.constantFrom(" + ", " - ", " * ", " / "), decimals)
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.tuple(term, fc.constantFrom(" + ", " * "), decimals), (parts) => {
        const source = parts.join("");
        expect(alike(ours(source), other(source)), source).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("differs where we mean to", () => {
    const value = (source: string): FeelValue => explain(source).value;
    expect(value("1.15 * 100 = 115")).toBe(true);
    expect(evaluate("1.15 * 100 = 115", {}).value).toBe(false);
    expect(value("every x in [null] satisfies x")).toBe(null);
    expect(evaluate("every x in [null] satisfies x", {}).value).toBe(false);
    const tenth = value("0.1 + 0.2");
    expect(isNumber(tenth) && tenth.toFixed()).toBe("0.3");
  });
});
