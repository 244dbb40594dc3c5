import { describe, expect, test } from "vitest";
import { explain, run } from "../test/evaluate.ts";
import { compile, FeelError, fromJson, type FeelErrorCode, type FeelValue } from "./index.ts";

function errorOf(body: () => unknown): FeelErrorCode | "none" {
  try {
    body();
    return "none";
  } catch (error) {
    if (error instanceof FeelError) return error.code;
    throw error;
  }
}

function problemOf(source: string): string {
  const compiled = compile(source, { names: ["a"] });
  return compiled.ok ? "none" : (compiled.problems[0]?.code ?? "none");
}

describe("the budget", () => {
  test.each([
    "count(for i in 1..2000000 return i)",
    "for i in 1..100000, j in 1..100000 return i * j",
    "some i in 1..999999999999 satisfies i < 0",
    "for i in 1..100000 return 1.5 ** 2.5",
    "for i in 1..100000 return exp(i / 7)",
    "for i in 1..100000 return string(10 ** 6000)",
    "{b: 10 ** 6000, all: for i in 1..5000 return modulo(b, 7)}.all",
    "distinct values(for i in 1..9000 return i)",
    "sort(for i in 1..9000 return 0 - i, function(x, y) x < y)",
    "for i in 1..9000 return partial",
    'for i in 1..100000 return @"2026-01-01T00:00:00@Europe/Berlin" - @"2025-01-01T00:00:00@Europe/Berlin"',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+c")',
    `{a0: "${"x".repeat(500)}", ${Array.from({ length: 40 }, (_, i) => `a${i + 1}: a${i} + a${i}`).join(", ")}}`,
    "(function(f, n) f(f, n))(function(f, n) f(f, n), 1)",
  ])("ends %s", (source) => {
    const started = performance.now();
    expect(errorOf(() => run(source))).not.toBe("none");
    // Ten milliseconds on a quiet machine; a busy one may take its time.
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("is the caller's to set", () => {
    expect(errorOf(() => run("for i in 1..100 return i", {}, { budget: 100 }))).toBe("budget_exceeded");
    expect(errorOf(() => run("for i in 1..100 return i", {}, { budget: 1000 }))).toBe("none");
  });
});

/** `{a0: [1, 1], a1: [a0, a0], …}`: little to make, no end to write down. */
function doubled(times: number, last: string): string {
  const entries = Array.from({ length: times }, (_, index) => `a${index + 1}: [a${index}, a${index}]`);
  return `{a0: [1, 1], ${entries.join(", ")}, z: ${last}}`;
}

describe("values that hold one another twice", () => {
  test("are refused as a result", () => {
    expect(errorOf(() => explain(doubled(40, "1")))).toBe("too_large");
  });

  test.each(["string(a40)", "a40 = a40", "flatten(a40)", "list contains([a40], a40)", "is(a40, a40)", "a40 in (a40)"])(
    "pay for %s",
    (last) => {
      expect(errorOf(() => explain(`${doubled(40, last)}.z`))).toBe("budget_exceeded");
    },
  );

  test("pay for a test of their type", () => {
    const type = "list<".repeat(19) + "number" + ">".repeat(19);
    expect(errorOf(() => explain(`${doubled(18, `a18 instance of ${type}`)}.z`))).toBe("budget_exceeded");
  });
});

describe("depth", () => {
  test("of brackets is bounded", () => {
    expect(problemOf("(".repeat(65) + "1" + ")".repeat(65))).toBe("too_deep");
    expect(problemOf("(".repeat(60) + "1" + ")".repeat(60))).toBe("none");
    expect(problemOf(`"${"(".repeat(65)}"`)).toBe("none");
  });

  test("of a chain is bounded", () => {
    expect(problemOf("-".repeat(900) + "1")).toBe("too_deep");
    expect(problemOf("1" + "+1".repeat(300))).toBe("none");
  });

  test("of calls is bounded", () => {
    const countDown = "function(f, n) if n = 0 then 0 else f(f, n - 1)";
    expect(run(`(${countDown})(${countDown}, 150)`)).toBe("0");
    // Far from the end of the stack: the bound is the same on every machine.
    expect(errorOf(() => run(`(${countDown})(${countDown}, 250)`))).toBe("too_deep");
    expect(errorOf(() => run("(function(f) f(f))(function(f) f(f))", {}, { budget: 1e9 }))).toBe("too_deep");
  });

  test("of made values is bounded", () => {
    let nested: FeelValue = [];
    for (let level = 0; level < 100_000; level++) nested = [nested];
    for (const source of ["string(a)", "a = a", "flatten(a)", "a"]) {
      const compiled = compile(source, { names: ["a"] });
      expect(errorOf(() => compiled.ok && compiled.expression.evaluate({ a: nested }, { budget: 1e9 }))).toBe(
        "too_deep",
      );
    }
  });

  test("of data is bounded", () => {
    let data: unknown = 1;
    for (let level = 0; level < 100_000; level++) data = [data];
    expect(errorOf(() => fromJson(data))).toBe("too_deep");
  });

  test("of repeated groups in a pattern is bounded", () => {
    const call = (times: number) => () => run(`matches("${"ab".repeat(times)}", "^(ab)*$")`);
    expect(call(300)()).toBe("true");
    expect(call(500)).toThrow("A pattern repeats a group too often.");
  });
});

describe("length", () => {
  test("of a source is bounded", () => {
    expect(problemOf(`"${"x".repeat(10_000)}"`)).toBe("too_long");
  });

  test.each(["-", "1+", "a ", "x,", '""', "if ", "1.."])(
    "of %j again and again is bounded before it is parsed",
    (again) => {
      const source = again.repeat(Math.floor(9_999 / again.length));
      const began = performance.now();
      expect(problemOf(source)).toBe("too_long");
      // Parsed, each of these took one to two seconds.
      expect(performance.now() - began).toBeLessThan(500);
    },
  );

  test("of a text that never ends is bounded before it is parsed", () => {
    const began = performance.now();
    for (const source of ['"\\'.repeat(4_999), `"${"x ".repeat(4_000)}`, `1 + "\\"`])
      expect(problemOf(source)).toBe("syntax");
    expect(performance.now() - began).toBeLessThan(500);
  });

  test("in words is no bound for a text and a comment, each is one", () => {
    expect(problemOf(`"${"a + ".repeat(2_000)}"`)).toBe("none");
    expect(problemOf(`1 /* ${"a + ".repeat(2_000)} */ + 1`)).toBe("none");
  });

  test("of a name in a message is bounded", () => {
    const compiled = compile("x".repeat(5000), { names: [] });
    expect(compiled.ok ? "" : compiled.problems[0]?.message.length).toBeLessThan(100);
  });
});

describe("objects of JavaScript", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "length"])("do not show their %s", (name) => {
    expect(run(`a.${name}`, { a: { b: 1 } })).toBe("null");
    expect(run(`get value(a, "${name}")`, { a: { b: 1 } })).toBe("null");
    expect(run(`[a][${name} = null]`, { a: { b: 1 } })).toBe("[{b: 1}]");
    const compiled = compile(name, { names: [name] });
    expect(compiled.ok && compiled.expression.evaluate({})).toBe(null);
  });

  test("are not changed by a context with such a key", () => {
    expect(run('{"__proto__": {polluted: true}}.__proto__.polluted')).toBe("true");
    expect(run("polluted", { polluted: undefined })).toBe("null");
    expect(({} as Record<string, unknown>)["polluted"]).toBe(undefined);
    expect(run('context put({}, "__proto__", {polluted: true}).polluted')).toBe("null");
    expect(run("a.polluted", { a: JSON.parse('{"__proto__": {"polluted": 1}}') })).toBe("null");
  });
});

describe("a list", () => {
  test("never comes to hold itself", () => {
    expect(run("for i in 1..3 return partial")).toBe("[[], [[]], [[], [[]]]]");
  });
});
