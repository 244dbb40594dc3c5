import { format, simpleType, type FeelType } from "@allmende/feel";
import { expect, test } from "vitest";
import { compileDmn } from "../index.ts";
import { typedFromJson } from "./from-json.ts";

const type = (name: string): FeelType => simpleType(name) ?? { kind: "simple", name: "Any" };

test.each([
  ["2026-11-22", type("date"), '@"2026-11-22"'],
  ["10:30:00", type("time"), '@"10:30:00"'],
  ["2026-11-22T10:30:00", type("date and time"), '@"2026-11-22T10:30:00"'],
  ["P1DT2H", type("days and time duration"), '@"P1DT2H"'],
  ["P1Y", type("years and months duration"), '@"P1Y"'],
  ["2026-11-22", type("string"), '"2026-11-22"'],
  ["2026-11-22", type("Any"), '"2026-11-22"'],
  ["gestern", type("date"), '"gestern"'],
  [["2026-11-22"], { kind: "list", of: type("date") } as FeelType, '[@"2026-11-22"]'],
  [
    { tag: "2026-11-22", wort: "so" },
    { kind: "context", entries: new Map([["tag", type("date")]]) } as FeelType,
    '{tag: @"2026-11-22", wort: "so"}',
  ],
])("%j of the type %j is %s", (value, wanted, written) => {
  expect(format([typedFromJson(value, wanted)])).toBe(`[${written}]`);
});

test("a model reads its input by the types it declares", async () => {
  const compiled =
    await compileDmn(`<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
    <inputData id="i" name="geboren"><variable name="geboren" typeRef="date"/></inputData>
    <decision id="d" name="jahr"><variable name="jahr" typeRef="number"/>
      <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
      <literalExpression id="l"><text>geboren.year</text></literalExpression></decision></definitions>`);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { model } = compiled;
  expect(String(model.decide("jahr", model.inputFromJson({ geboren: "1999-02-28" })).value)).toBe("1999");
});
