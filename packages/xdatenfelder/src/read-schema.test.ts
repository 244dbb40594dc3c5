import { expect, test } from "vitest";
import { count, listElements } from "./count.ts";
import { readSchema } from "./read-schema.ts";
import { balloon, balloon2, field3, group3, place3, schema3 } from "./sample.testing.ts";
import type { Stammdatenschema } from "./schema.ts";
import { writeSchema } from "./write-schema.ts";

async function read(xml: string): Promise<Stammdatenschema> {
  const result = await readSchema(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.schema;
}

async function refusal(xml: string) {
  const result = await readSchema(xml);
  return result.ok ? undefined : result.problems[0];
}

test("reads a schema of 3.0 with all it holds", async () => {
  const schema = await read(balloon);
  expect(schema).toMatchObject({
    name: "Ballonstart anzeigen",
    bezeichnung: "Anzeige eines Ballonstarts",
    freigabestatus: "6",
  });
  expect(count(schema)).toEqual({ fields: 6, groups: 3, rules: { total: 1, uses: 2 }, codelists: 1 });
  const fields = [...listElements(schema)].filter((element) => element.typ === "datenfeld");
  expect(fields[0]).toMatchObject({
    datentyp: "text_latin",
    praezisierung: { minLength: 1, maxLength: 80, pattern: "[^<]+" },
  });
  expect(fields[3]).toMatchObject({
    werte: [
      { code: "01", name: "Heißluft", hilfe: "mit Brenner" },
      { code: "02", name: "Gas" },
    ],
  });
  expect(fields[4]).toMatchObject({ maxSize: 5_000_000, mediaTypes: ["application/pdf", "image/png"] });
  expect(fields[5]).toMatchObject({
    codelisteReferenz: { canonicalVersionUri: "urn:probe:huelle_2" },
    relationen: [{ praedikat: "ABL", objekt: { id: "F1" } }],
    stichworte: [{ text: "Luftfahrt", uri: "urn:probe" }],
  });
});

test("each occurrence of a group is a node with its own path and cardinality", async () => {
  const schema = await read(balloon);
  expect([...listElements(schema)].map((element) => element.pfad)).toEqual([
    "G99000000001",
    "G99000000001.F99000000001",
    "G99000000001.G99000000002",
    "G99000000001.G99000000002.F99000000002",
    "G99000000001.G99000000002#2",
    "G99000000001.G99000000002#2.F99000000002",
    "G99000000001.F99000000003",
    "G99000000001.F99000000004",
    "F99000000005",
  ]);
  expect(schema.struktur[0]).toMatchObject({
    anzahl: { min: 1, max: "*" },
    bezuege: [{ text: "§ 1 BallonG", link: "https://gesetz.example/1" }],
  });
});

test("reads 2.0 into the same model", async () => {
  const result = await readSchema(balloon2);
  expect(result).toMatchObject({ ok: true, standard: "2.0", warnings: [] });
  const [field] = result.ok ? listElements(result.schema) : [];
  expect(field).toMatchObject({
    datentyp: "num_int",
    praezisierung: { minValue: "1", maxValue: "8000" },
    codelisteReferenz: { canonicalIdentification: "urn:probe:hoehe", version: "1" },
    regeln: [{ freitextRegel: "Die Höhe ist anzugeben." }],
  });
  expect(result.ok && result.schema).toMatchObject({ freigabestatus: "5", statusGesetztDurch: "Amt" });
});

test("reads from bytes that are cut anywhere, in the middle of a letter too", async () => {
  const bytes = new TextEncoder().encode(balloon);
  async function* inPieces() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  expect(await readSchema(inPieces())).toEqual(await readSchema(balloon));
});

test("a lone group becomes a schema around it, and is written as a lone group again", async () => {
  const lone = schema3("")
    .replaceAll("stammdatenschema.0102", "datenfeldgruppe.0103")
    .replace(/<xdf:stammdatenschema>[\s\S]*<\/xdf:stammdatenschema>/, group3("G1", place3("0:1", field3("F1"))));
  const schema = await read(lone);
  expect(schema).toMatchObject({ wurzel: "datenfeldgruppe", identifikation: { id: "G1" } });
  expect(count(schema)).toMatchObject({ fields: 1, groups: 1 });
  expect(writeSchema(schema)).toContain("<xdf:xdatenfelder.datenfeldgruppe.0103 ");
});

test.each([
  ["3.0", balloon],
  ["2.0", balloon2],
])("import, export, import of %s gives the same model", async (_, xml) => {
  const first = await read(xml);
  expect(await read(writeSchema(first))).toEqual(first);
});

test("what is special in XML survives the round trip, what XML cannot hold becomes a mark", async () => {
  const schema = await read(balloon);
  schema.name = `a < b && "c" ]]> 'd'\r\n\te 😀 \u{e000}`;
  schema.stichworte = [{ text: "x", uri: `"\n\t\r<&>` }];
  expect(await read(writeSchema(schema))).toEqual(schema);
  schema.name = "a\u0000b\ud800c\uffff";
  expect((await read(writeSchema(schema))).name).toBe("a\ufffdb\ufffdc\ufffd");
});

test("an element nobody knows is left out with a warning, within closed parts it is refused", async () => {
  const result = await readSchema(schema3("", "<xdf:neu><xdf:tief>x</xdf:tief></xdf:neu>"));
  expect(result.ok && result.warnings).toMatchObject([
    { line: 8, element: expect.stringMatching(/stammdatenschema$/) as string },
  ]);
  expect(await refusal(balloon.replace("<xdf:anzahl>", "<xdf:mal/><xdf:anzahl>"))).toMatchObject({
    code: "xdf.unexpected_element",
  });
});

test("an empty element beside a filled one is only a warning, two empty or two filled are refused", async () => {
  const twice = (one: string, two: string) =>
    readSchema(schema3("", `<xdf:hilfetext>${one}</xdf:hilfetext><xdf:hilfetext>${two}</xdf:hilfetext>`));
  expect(await twice("", "x")).toMatchObject({ ok: true, schema: { hilfetext: "x" }, warnings: [{}] });
  expect(await twice("x", "")).toMatchObject({ ok: true, schema: { hilfetext: "x" } });
  expect(await twice("", "")).toMatchObject({ problems: [{ code: "xdf.duplicate_element" }] });
  expect(await twice("x", "x")).toMatchObject({ problems: [{ code: "xdf.duplicate_element" }] });
});

test.each([
  ["an unknown cardinality", balloon.replace("2:5", "5:2"), "xdf.invalid_value", "struktur/anzahl"],
  ["an unknown field kind", balloon.replace("<code>input", "<code>inptu"), "xdf.invalid_value", "datenfeld/feldart"],
  ["an unknown type", balloon.replace("text_latin", "texttt"), "xdf.invalid_value", "datenfeld/datentyp"],
  [
    "an unknown release state",
    balloon.replace("<code>6", "<code>10"),
    "xdf.invalid_value",
    "stammdatenschema/freigabestatus",
  ],
  [
    "a length that is no number",
    balloon.replace('maxLength="80"', 'maxLength="viel"'),
    "xdf.invalid_value",
    "datenfeld/praezisierung",
  ],
  [
    "a missing id",
    balloon.replace("<xdf:id>F99000000001</xdf:id>", ""),
    "xdf.missing_element",
    "datenfeld/identifikation",
  ],
  ["a place that holds nothing", schema3(place3("1:1", "")), "xdf.missing_element", "struktur/enthaelt"],
  [
    "a place that holds two things",
    schema3(place3("1:1", field3("F1") + group3("G1", ""))),
    "xdf.missing_element",
    "struktur/enthaelt",
  ],
  [
    "another message",
    balloon.replaceAll("stammdatenschema.0102", "dokumentsteckbrief.0101"),
    "xdf.unknown_message",
    "",
  ],
  ["another version", balloon.replace("xdatenfelder_3.0.0", "xdatenfelder_9"), "xdf.unknown_standard", ""],
])("refuses %s with its place", async (_, xml, code, element) => {
  const problem = await refusal(xml);
  expect(problem).toMatchObject({ code, element: expect.stringMatching(new RegExp(`${element}$`)) as string });
  expect(problem?.line).toBeGreaterThan(0);
});
