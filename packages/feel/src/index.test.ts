import { describe, expect, test } from "vitest";
import { passes, run } from "../test/evaluate.ts";
import { compile, isName } from "./index.ts";

describe("an expression", () => {
  test.each([
    ["1 + 2 * -3", "-5"],
    ["1.15 * 100", "115"],
    ["0.1 + 0.2 = 0.3", "true"],
    ["1 / 3", "0.3333333333333333333333333333333333"],
    ["1 / 0", "null"],
    ["2 ** 10", "1024"],
    ['"a" + "b"', '"ab"'],
    ['"a" + 1', "null"],
    ['"\\u00e4\\n\\U01F600"', '"ä\\n😀"'],
    ["if 1 > 2 then 3 else 4", "4"],
    ["if null then 3 else 4", "4"],
    ["for x in 1..3, y in [1, 2] return x * y", "[1, 2, 2, 4, 3, 6]"],
    ["for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"],
    ["for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"],
    ["for i in 3..1 return i", "[3, 2, 1]"],
    ["for i in [1..3) return i", "[1, 2]"],
    ['for d in @"2026-02-27"..@"2026-03-01" return d.day', "[27, 28, 1]"],
    ["some x in [1, 2] satisfies x > 1", "true"],
    ["every x in [1, null] satisfies x > 0", "null"],
    ["every x in [-1, null] satisfies x > 0", "false"],
    ["5 between 1 and 5", "true"],
    ["5 in (1, > 4)", "true"],
    ["5 in [1..5)", "false"],
    ["5 in ]1..5]", "true"],
    ["5 in [1, 5]", "true"],
    ["[1, 2, 3][item > 1]", "[2, 3]"],
    ["[1, 2, 3][-1]", "3"],
    ["[1, 2, 3][4]", "null"],
    ["5[1]", "5"],
    ["[{a: 1}, {a: 2}][a > 1].a", "[2]"],
    ["{a: 1, b: a + 1}.b", "2"],
    ["{a: 1, a: 2}", "null"],
    ['{"a b": 1}.a b', "1"],
    ["(function(x, y) x + y)(1, 2)", "3"],
    ["(function(x, y) x - y)(y: 1, x: 2)", "1"],
    ["(function(x: string) x)(1)", "null"],
    ["(for i in 1..2 return function() i)[1]()", "1"],
    ["{double: function(x) 2 * x, four: double(2)}.four", "4"],
    ["1 = null", "false"],
    ['1 = "1"', "null"],
    ["[1, [2]] = [1, [2]]", "true"],
    ["{a: 1} != {a: 2}", "true"],
    ["1 instance of number", "true"],
    ["null instance of number", "false"],
    ["[1] instance of list<string>", "false"],
    ["{a: 1} instance of context<a: number>", "true"],
    ["(1..2) instance of range", "true"],
    ['date("2026-01-31") + duration("P1M")', '@"2026-02-28"'],
    ['@"2026-03-01" - @"2026-02-01"', '@"P28D"'],
    ['@"2026-02-01".weekday', "7"],
    ['@"10:00:00+01:00" = @"09:00:00Z"', "true"],
    ['@"10:00:00" = @"10:00:00Z"', "false"],
    ['@"10:00:00" < @"11:00:00Z"', "null"],
    ['@"2026-07-01T12:00:00@Europe/Berlin".time offset', '@"PT2H"'],
    ['@"2026-03-29T01:30:00@Europe/Berlin" + @"PT1H"', '@"2026-03-29T03:30:00@Europe/Berlin"'],
    ['@"2026-03-28T12:00:00@Europe/Berlin" + @"P1D"', '@"2026-03-29T13:00:00@Europe/Berlin"'],
    ['@"2026-10-25T12:00:00@Europe/Berlin" - @"2026-10-24T12:00:00@Europe/Berlin"', '@"P1DT1H"'],
    ['@"2026-01-31T12:00:00" + @"P1D"', '@"2026-02-01T12:00:00"'],
    ['@"P1Y2M" * 2', '@"P2Y4M"'],
    ['@"P1D" / @"PT1H"', "24"],
    ["// a comment\n1 /* and another */ + 1", "2"],
  ])("%s is %s", (source, expected) => {
    expect(run(source)).toBe(expected);
  });

  test.each([
    ["null and false", "false"],
    ["null and true", "null"],
    ["null or true", "true"],
    ["null or false", "null"],
    ['"a" and true', "null"],
    ["not(null)", "null"],
  ])("%s is %s in three-valued logic", (source, expected) => {
    expect(run(source)).toBe(expected);
  });

  test("reads names with spaces, in answers and in their members", () => {
    expect(run('"Hello " + Full Name', { "Full Name": "Ada" })).toBe('"Hello Ada"');
    const compiled = compile("person.Full Name", { names: ["person"], members: ["Full Name"] });
    expect(compiled.ok && compiled.expression.evaluate({ person: { "Full Name": "Ada" } })).toBe("Ada");
  });

  test("reads the names that people give to answers", () => {
    for (const name of ["Anzahl der Hunde", "first-name", "decision A 2.1", "date of birth", "not for sale", "ß1"]) {
      expect(isName(name)).toBe(true);
      expect(run(`${name} + 1`, { [name]: 1 })).toBe("2");
    }
    for (const name of ["Fläche (m²)", "1a", "function", "", "a[1]"]) expect(isName(name)).toBe(false);
    expect(run("Date-Time - Date-Time2", { "Date-Time": 5, "Date-Time2": 3 })).toBe("2");
  });

  test("takes a declared name without a value as null", () => {
    expect(run("age >= 18", { age: undefined })).toBe("null");
  });

  test("tells which names it really reads", () => {
    const compiled = compile("if a then b.c else 0", { names: ["a", "b", "c"] });
    expect(compiled.ok && compiled.expression.names).toEqual(["a", "b"]);
  });
});

describe("a name that nobody declared", () => {
  test.each(["hieght", "age + hieght", "for x in [1] return y", "{a: 1}.a + a", "f(1)", "today", "item", "partial"])(
    "is a problem in %s",
    (source) => {
      const compiled = compile(source, { names: ["age"] });
      const codes = compiled.ok ? [] : compiled.problems.map((problem) => problem.code);
      expect(codes).toEqual(source === "today" ? [] : ["unknown_name"]);
    },
  );

  test("may be a member of the item in a filter, unless the members are known", () => {
    expect(compile("people[age > 1]", { names: ["people"] }).ok).toBe(true);
    expect(compile("people[age > 1]", { names: ["people"], members: ["age"], onlyMembers: true }).ok).toBe(true);
    expect(compile("people[aeg > 1]", { names: ["people"], members: ["age"], onlyMembers: true }).ok).toBe(false);
  });

  test("is told with its place", () => {
    const compiled = compile("age + hieght", { names: ["age"] });
    expect(compiled).toMatchObject({ ok: false, problems: [{ code: "unknown_name", from: 6, to: 12 }] });
  });
});

describe("an input entry of a decision table", () => {
  test.each([
    ["-", 5, "true"],
    ["5", 5, "true"],
    ["> 4, < 2", 5, "true"],
    ["> 5, < 2", 5, "false"],
    ["not(5, 6)", 5, "false"],
    ["[1..5]", 5, "true"],
    ["(1..5)", 5, "false"],
    ['"a", "b"', "b", "true"],
    ["? > limit", 5, "true"],
    ["limit", 4, "true"],
    ["limits", 5, "true"],
    ["true", true, "true"],
    ["false", true, "false"],
    ["null", null, "true"],
    ["< 5", null, "null"],
    ["list contains(?, 2)", [1, 2], "true"],
    ['starts with(?, "a")', "abc", "true"],
  ])("%s asked of %j is %s", (tests, value, expected) => {
    expect(passes(tests, value, { limit: 4, limits: [4, 5] })).toBe(expected);
  });
});

describe("an operator that FEEL does not know", () => {
  test.each(["a == 1", "a === 1", "a = = 1", "a <= > 1", "a += 1", "a and = 1", "if = 1 then 2 else 3", "a in = = 1"])(
    "is a problem in %s, not an answer that is never true",
    (source) => {
      const compiled = compile(source, { names: ["a"] });
      expect(compiled.ok ? [] : compiled.problems.map((problem) => problem.code)).toContain("syntax");
    },
  );

  test("a range is still written with one end", () => {
    expect(run("(> 5) = (> 5)")).toBe("true");
    expect(run("(7 in > 5) and 7 in (= 7)")).toBe("true");
  });
});

describe("a source that is not FEEL", () => {
  test.each(["", "1 +", "a b", "(1", "if true then 1", '@"2026-13-01"', "1 instance of nothing"])(
    "is refused: %s",
    (source) => {
      expect(compile(source, { names: [] }).ok).toBe(false);
    },
  );

  test("may not call functions outside of FEEL", () => {
    const compiled = compile('function(x) external {java: {class: "Math"}}', { names: [] });
    expect(compiled).toMatchObject({ ok: false, problems: [{ code: "external_function" }] });
  });
});
