import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { root } from "../platform/root.ts";
import { call, listening, scratch } from "./cli.testing.ts";
import { commands, runDecision } from "./dmn.ts";

const run = commands["dmn run"];
const fees = join(root, "library/hund-anmelden/fees.dmn");
const dog = { assistenzhund: false, gefaehrlich: false, weitere_hunde: 1 };
const { path: folder, file } = scratch();
const dates = file(
  "dates.dmn",
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
    <inputData id="i" name="geboren"><variable name="geboren" typeRef="date"/></inputData>
    <decision id="d" name="volljaehrig"><variable name="volljaehrig"/><informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
      <literalExpression id="l"><text>{am: geboren + duration("P18Y"), um: time("10:30:00"), dauer: duration("P1DT2H"), wert: 0.1 + 0.2}</text></literalExpression></decision></definitions>`,
);

test("a decision is made and printed as JSON", async () => {
  expect(await call(run, fees, "--decision", "hundesteuer", "--input", JSON.stringify(dog))).toEqual({
    code: 0,
    out: ['{"result":8400}'],
    err: [],
  });
});

test("dates go in as text by their declared type, and come out as FEEL prints them", async () => {
  const { out } = await call(run, dates, "--decision", "volljaehrig", "--input", '{"geboren":"2008-02-29"}');
  expect(JSON.parse(out[0] ?? "")).toEqual({
    result: { am: "2026-02-28", um: "10:30:00", dauer: "P1DT2H", wert: 0.3 },
  });
});

test("a decision knows what day it is", async () => {
  const model = file(
    "today.dmn",
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
      <decision id="d" name="d"><variable name="d"/><literalExpression><text>today() > date("2020-01-01") and now() instance of date and time</text></literalExpression></decision></definitions>`,
  );
  expect((await call(run, model, "--decision", "d")).out).toEqual(['{"result":true}']);
});

test("a batch answers each line with one line, whatever stands in it", async () => {
  const { io, out } = listening();
  const lines = [
    JSON.stringify({ file: fees, decision: "hundesteuer", input: dog }),
    "",
    "no json",
    "[1]",
    JSON.stringify({ file: fees, decision: "katzensteuer", input: {} }),
    JSON.stringify({ file: join(folder, "nothing.dmn"), decision: "x", input: {} }),
    JSON.stringify({ file: join(folder, "nothing.dmn"), decision: "x", input: {} }),
    JSON.stringify({ file: fees, decision: "hundesteuer", input: 3 }),
    JSON.stringify({ file: fees, decision: "hundesteuer" }),
  ];
  expect(await runDecision(["--batch"], io, Readable.from(lines.map((line) => `${line}\n`)))).toBe(0);
  expect(out.map((line) => JSON.parse(line) as object)).toEqual([
    { result: 8400 },
    { error: expect.stringContaining("is not JSON") },
    { error: expect.stringContaining("must be a JSON object") },
    { error: expect.stringContaining("katzensteuer") },
    { error: expect.stringContaining("is not there") },
    { error: expect.stringContaining("is not there") },
    { error: expect.stringContaining("A line holds") },
    { result: null },
  ]);
});

test.each([
  ["no decision", [fees], 2, "Name one file and its decision"],
  ["two files", [fees, fees, "--decision", "a"], 2, "Name one file and its decision"],
  ["a missing file", [join(folder, "nothing.dmn"), "--decision", "a"], 2, "is not there"],
  ["a folder", [folder, "--decision", "a"], 2, "is a folder"],
  ["input that is no JSON", [fees, "--decision", "hundesteuer", "--input", "{"], 2, "--input is not JSON"],
  ["input that is no object", [fees, "--decision", "hundesteuer", "--input", "3"], 2, "must be a JSON object"],
  ["a batch with a file", [fees, "--batch"], 2, "stand in each line"],
  ["an unknown decision", [fees, "--decision", "katzensteuer"], 1, "katzensteuer"],
  ["a file that is no model", [file("a.dmn", "<a/>"), "--decision", "a"], 1, "a.dmn"],
  [
    "a bomb of entities",
    [
      file(
        "bomb.dmn",
        '<!DOCTYPE a [<!ENTITY b "bb">]><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&b;</definitions>',
      ),
      "--decision",
      "a",
    ],
    1,
    "bomb.dmn",
  ],
])("%s is answered with what to do", async (_, args, code, sentence) => {
  const said = await call(run, ...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code, out: [] });
});

test("a fault in one decision keeps none from being made that does not need it", async () => {
  const decision = (name: string, text: string, needs = "") =>
    `<decision id="${name}" name="${name}"><variable name="${name}"/>${needs && `<informationRequirement><requiredDecision href="#${needs}"/></informationRequirement>`}<literalExpression><text>${text}</text></literalExpression></decision>`;
  const model = file(
    "half.dmn",
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
      ${decision("good", "1 + 1")}${decision("bad", "1 +")}${decision("leans", "bad + 1", "bad")}${decision("above", "good + 1", "good")}</definitions>`,
  );
  const ask = (name: string) => call(run, model, "--decision", name);
  expect((await ask("good")).out).toEqual(['{"result":2}']);
  expect((await ask("above")).out).toEqual(['{"result":3}']);
  for (const name of ["bad", "leans"]) expect(await ask(name)).toMatchObject({ code: 1, out: [] });
});
