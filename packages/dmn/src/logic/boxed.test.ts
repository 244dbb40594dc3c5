import { describe, expect, test } from "vitest";
import { decide, decision, definitions, inputData, literal, modelOf } from "../../test/samples.ts";

async function value(logic: string, input: object = {}): Promise<unknown> {
  const names = Object.keys(input);
  const xml = definitions(names.map((name) => inputData(name)).join("") + decision("Result", logic, { needs: names }));
  return decide(await modelOf(xml), "Result", input);
}

const entry = (name: string, logic: string) => `<contextEntry><variable name="${name}"/>${logic}</contextEntry>`;

describe("a boxed expression", () => {
  test("may be a literal expression, and is null without text", async () => {
    expect(await value(literal("a * 2"), { a: 21 })).toBe(42);
    expect(await value("<literalExpression/>")).toBe(null);
  });

  test("may be a context whose entries see those before", async () => {
    const logic = `<context>${entry("net", literal("100"))}${entry("gross", literal("net * 1.19"))}</context>`;
    expect(await value(logic)).toEqual({ net: 100, gross: 119 });
  });

  test("may be a context with a result", async () => {
    const logic = `<context>${entry("Net Fee", literal("100"))}<contextEntry>${literal("Net Fee + 1")}</contextEntry></context>`;
    expect(await value(logic)).toBe(101);
  });

  test("may be a list", async () => {
    expect(await value(`<list>${literal("1")}${literal("a")}</list>`, { a: "x" })).toEqual([1, "x"]);
  });

  test("may be a relation", async () => {
    const row = (name: string, fee: string) => `<row>${literal(name)}${literal(fee)}</row>`;
    const logic = `<relation><column name="name"/><column name="Base Fee"/>${row('"A"', "1")}${row('"B"', "2")}</relation>`;
    expect(await value(logic)).toEqual([
      { name: "A", "Base Fee": 1 },
      { name: "B", "Base Fee": 2 },
    ]);
  });

  test("may be a function and its invocation", async () => {
    const add = `<functionDefinition><formalParameter name="x" typeRef="number"/><formalParameter name="y"/>${literal("x - y")}</functionDefinition>`;
    const call = `<invocation>${literal("minus")}<binding><parameter name="y"/>${literal("1")}</binding><binding><parameter name="x"/>${literal("3")}</binding></invocation>`;
    expect(await value(`<context>${entry("minus", add)}<contextEntry>${call}</contextEntry></context>`)).toBe(2);
  });

  test("may be a function that calls itself, in a context and in a written one", async () => {
    const text = "if n <= 1 then 1 else n * f(n - 1)";
    const boxed = `<functionDefinition><formalParameter name="n" typeRef="number"/>${literal(text)}</functionDefinition>`;
    expect(await value(`<context>${entry("f", boxed)}<contextEntry>${literal("f(5)")}</contextEntry></context>`)).toBe(
      120,
    );
    expect(await value(literal(`{f: function(n) ${text}, g: f(5)}.g`))).toBe(120);
    expect(await value(literal(`{f: a, g: f + 1}`), { a: 1 })).toEqual({ f: 1, g: 2 });
    await expect(value(literal("{f: function(n) f(n + 1), g: f(1)}"))).rejects.toThrow("levels deep");
  });

  test("may be conditional", async () => {
    const logic = `<conditional><if>${literal("a > 1")}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`;
    expect(await value(logic, { a: 2 })).toBe("yes");
    expect(await value(logic, { a: 1 })).toBe("no");
    expect(await value(logic, { a: null })).toBe("no");
  });

  test("may filter, by the item or by its members", async () => {
    const filter = (match: string) => `<filter><in>${literal("a")}</in><match>${literal(match)}</match></filter>`;
    expect(await value(filter("item > 1"), { a: [1, 2, 3] })).toEqual([2, 3]);
    expect(await value(filter("item.b > 1"), { a: [{ b: 1 }, { b: 2 }] })).toEqual([{ b: 2 }]);
    expect(await value(filter("b > 1 // the others go"), { a: [{ b: 1 }, { b: 2 }] })).toEqual([{ b: 2 }]);
    expect(await value(filter("item > 1"), { a: [{ item: 1 }, { item: 2 }] })).toEqual([{ item: 2 }]);
    expect(await value(filter("item"), { a: [1, 2, 3] })).toBe(null);
    expect(await value(filter("b > 1"), { a: [{ b: 1 }, { c: 2 }] })).toBe(null);
  });

  test("may loop, with the results so far", async () => {
    const loop = (body: string) =>
      `<for iteratorVariable="i"><in>${literal("a")}</in><return>${literal(body)}</return></for>`;
    const overRange = loop("i + count(partial)").replace(literal("a"), literal("[1..3]"));
    expect(await value(overRange)).toEqual([1, 3, 5]);
    expect(await value(loop("i * 2"), { a: [1, 2] })).toEqual([2, 4]);
    expect(await value(loop("count(partial)"), { a: [1, 2, 3] })).toEqual([0, 1, 2]);
    expect(await value(loop("partial"), { a: [1, 2] })).toEqual([[], [[]]]);
  });

  test("may ask some or every", async () => {
    const ask = (kind: string) =>
      `<${kind} iteratorVariable="i"><in>${literal("a")}</in><satisfies>${literal("i > 1")}</satisfies></${kind}>`;
    expect(await value(ask("some"), { a: [1, 2] })).toBe(true);
    expect(await value(ask("every"), { a: [1, 2] })).toBe(false);
    expect(await value(ask("every"), { a: [] })).toBe(true);
    expect(await value(ask("some"), { a: ["x"] })).toBe(null);
  });
});
