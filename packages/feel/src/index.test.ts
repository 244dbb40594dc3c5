import { describe, expect, test } from "vitest";
import { compile, format, fromJson, isContext, type FeelContext } from "./index.ts";

function run(source: string, answers: unknown = {}): string {
  const context = fromJson(answers);
  const compiled = compile(source, { names: Object.keys(answers as object) });
  if (!compiled.ok) return compiled.problems.map((problem) => `${problem.code}: ${problem.message}`).join("; ");
  return format(compiled.expression.evaluate(isContext(context) ? context : ({} as FeelContext)));
}

describe("an expression", () => {
  test.each([
    ["1 + 2 * -3", "-5"],
    ["1.15 * 100", "115"],
    ["0.1 + 0.2 = 0.3", "true"],
    ["1 / 3", "0.3333333333333333333333333333333333"],
    ["1 / 0", "null"],
    ["2 ** 10", "1024"],
    ['"a" + "b"', '"ab"'],
    ["if 1 > 2 then 3 else 4", "4"],
    ["for x in 1..3, y in [1, 2] return x * y", "[1, 2, 2, 4, 3, 6]"],
    ["for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"],
    ["some x in [1, 2] satisfies x > 1", "true"],
    ["every x in [1, null] satisfies x > 0", "null"],
    ["5 between 1 and 5", "true"],
    ["5 in (1, > 4)", "true"],
    ["5 in [1..5)", "false"],
    ["[1, 2, 3][item > 1]", "[2, 3]"],
    ["[1, 2, 3][-1]", "3"],
    ["[{a: 1}, {a: 2}][a > 1].a", "[2]"],
    ["{a: 1, b: a + 1}.b", "2"],
    ["(function(x, y) x + y)(1, 2)", "3"],
    ["(function(x, y) x - y)(y: 1, x: 2)", "1"],
    ['date("2026-01-31") + duration("P1M")', '@"2026-02-28"'],
    ['@"2026-03-01" - @"2026-02-01"', '@"P28D"'],
    ['@"2026-02-01".weekday', "7"],
    ['string length("ä😀")', "2"],
    ["max(1, 3, 2)", "3"],
    ["sort([3, 1, 2], function(a, b) a < b)", "[1, 2, 3]"],
    ['substring("foobar", 3)', '"obar"'],
    ["null and false", "false"],
    ["1 instance of number", "true"],
    ["[1] instance of list<string>", "false"],
    ["1 = null", "false"],
    ['1 = "1"', "null"],
  ])("%s is %s", (source, expected) => {
    expect(run(source)).toBe(expected);
  });

  test("reads names with spaces", () => {
    expect(run('"Hello " + Full Name', { "Full Name": "Ada" })).toBe('"Hello Ada"');
  });

  test("refuses a name that nobody declared", () => {
    expect(run("age + hieght", { age: 3 })).toBe('unknown_name: Nothing is called "hieght" here.');
  });

  test("takes a declared name without a value as null", () => {
    const compiled = compile("age >= 18", { names: ["age"] });
    expect(compiled.ok && compiled.expression.evaluate({})).toBe(null);
  });
});
