import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, scratch } from "./cli.testing.ts";
import { commands } from "./fim.ts";
import { commands as library } from "./library.ts";

const fim = commands["fim import"];
const { path: folder, file } = scratch();

const schema = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<x:header><x:nachrichtID>1</x:nachrichtID><x:erstellungszeitpunkt>2026-11-21T10:00:00Z</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema><x:identifikation><x:id>S99</x:id><x:version>1.0.0</x:version></x:identifikation><x:name>Ballonstart</x:name>
<x:freigabestatus><code>6</code></x:freigabestatus><x:bezeichnung>Ballonstart</x:bezeichnung>${inside}</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>`;
const choice = (id: string, more = ""): string =>
  `<x:struktur><x:anzahl>1:1</x:anzahl><x:enthaelt><x:datenfeld><x:identifikation><x:id>${id}</x:id><x:version>1.0.0</x:version></x:identifikation>
<x:name>Feld ${id}</x:name><x:feldart><code>${more ? "select" : "input"}</code></x:feldart><x:datentyp><code>text</code></x:datentyp>${more}</x:datenfeld></x:enthaelt></x:struktur>`;
const rule = (id: string, text: string): string =>
  `<x:regel><x:identifikation><x:id>${id}</x:id><x:version>1.0.0</x:version></x:identifikation><x:name>${id}</x:name><x:freitextRegel>${text}</x:freitextRegel></x:regel>`;
const list =
  "<x:codelisteReferenz><x:canonicalIdentification>urn:huelle</x:canonicalIdentification><x:version>1</x:version><x:canonicalVersionUri>urn:huelle_1</x:canonicalVersionUri></x:codelisteReferenz>";

const balloon = file(
  "balloon.xml",
  schema(
    `${rule("R1", "Wenn F99000000001 befüllt ist, dann muss F99000000002 befüllt sein.")}${rule("R2", "Der Wind entscheidet.")}${choice("F99000000001")}${choice("F99000000002", list)}`,
  ),
);

test("a dry run reports counts, lists and rules on one line of JSON per file", async () => {
  const { code, out } = await call(fim, balloon, balloon, "--dry-run", "--json");
  expect(code).toBe(0);
  expect(out).toHaveLength(2);
  expect(JSON.parse(out[0] ?? "")).toMatchObject({
    file: balloon,
    id: "S99",
    version: "1.0.0",
    name: "Ballonstart",
    fields: 2,
    groups: 0,
    rules: { total: 2, uses: 2, compiled: 1, open: 1 },
    codelists: { found: [], missing: ["urn:huelle_1"] },
    warnings: [expect.stringContaining("rule R2 is left to a person")],
    edges: [
      {
        rule: "R1",
        source: "F99000000001",
        operator: "filled",
        values: [],
        action: "required",
        target: "F99000000002",
      },
    ],
  });
});

test("people get the same in sentences", async () => {
  const { out } = await call(fim, balloon, "--dry-run");
  expect(out.join("\n")).toContain("2 fields, 0 groups, 2 rules (1 understood, 1 left to a person)");
});

test("a draft is a folder named by the maker; what is open in it is named by file and line", async () => {
  const out = join(folder, "ballon-starten");
  expect(await call(fim, balloon, "--out", out)).toMatchObject({
    code: 0,
    err: [],
    out: [expect.stringContaining("open tasks"), expect.stringContaining("library check")],
  });
  expect(readdirSync(out).toSorted()).toEqual([
    "CHANGELOG.md",
    "OPEN.md",
    "form.yaml",
    "letters",
    "service.yaml",
    "texts",
    "workflow.bpmn",
  ]);
  expect(readFileSync(join(out, "service.yaml"), "utf8")).toContain("slug: ballon-starten\n");

  const checked = await call(library["library check"], out);
  expect(checked.code).toBe(1);
  expect(checked.out.join("\n")).toMatch(/OPEN\.md:\d+: open: regel R2: Der Wind entscheidet\./);
  expect(checked.out.join("\n")).toMatch(/OPEN\.md:\d+: open: liste: feld_f99000000002 \(F99000000002\)/);
  expect(checked.out.join("\n")).toMatch(/service\.yaml:2: open: replace the placeholder: publisher/);
});

test("a draft never overwrites", async () => {
  const out = join(folder, "voll");
  expect((await call(fim, balloon, "--out", out)).code).toBe(0);
  expect(await call(fim, balloon, "--out", out)).toMatchObject({
    code: 2,
    err: [expect.stringContaining("is not empty. Name a new folder")],
  });
});

const huge = file("huge.xml", "");
truncateSync(huge, 101_000_000);
const bomb = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${"&a;".repeat(10)}"><!ENTITY c "${"&b;".repeat(10)}">]>`;

describe("bad input is answered with what to do", () => {
  test.each([
    ["no file", [], 2, "Name at least one file"],
    ["neither look nor folder", [balloon], 2, "--out FOLDER, or look only with --dry-run"],
    ["both look and folder", [balloon, "--dry-run", "--out", join(folder, "x")], 2, "Choose one"],
    ["two files for one draft", [balloon, balloon, "--out", join(folder, "x")], 2, "Call the command once for each"],
    ["an unknown option", [balloon, "--dryrun"], 2, "Use it like this"],
    ["a missing file", [join(folder, "nothing.xml"), "--dry-run"], 2, "is not there. Check the path."],
    ["a folder", [folder, "--dry-run"], 2, "is a folder. Name a file in it."],
    ["a file in place of the folder", [balloon, "--out", balloon], 2, "is a file. Name a new folder."],
    ["a folder below a file", [balloon, "--out", join(balloon, "x")], 2, "cannot be written"],
    ["a huge file", [huge, "--dry-run"], 2, "larger than 100 MB"],
    ["an empty file", [file("empty.xml", ""), "--dry-run"], 1, "xml.malformed"],
    [
      "a picture",
      [file("a.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])), "--dry-run"],
      1,
      "Export the schema from the FIM portal again",
    ],
    ["half a schema", [file("half.xml", readFileSync(balloon, "utf8").slice(0, 700)), "--dry-run"], 1, "xml.malformed"],
    [
      "a bomb of entities",
      [
        file("bomb.xml", readFileSync(balloon, "utf8").replace("?>", `?>${bomb}`).replace("Ballonstart", "&c;")),
        "--dry-run",
      ],
      1,
      "xml.doctype",
    ],
    [
      "another standard",
      [file("other.xml", '<a xmlns="urn:other"/>'), "--dry-run"],
      1,
      "neither XDatenfelder 2.0 nor 3.0.0",
    ],
  ])("%s", async (_, args, code, sentence) => {
    const said = await call(fim, ...args);
    expect(said.err.join("\n")).toContain(sentence);
    expect(said).toMatchObject({ code, out: [] });
  });

  test("one bad file does not keep the others from being read", async () => {
    const { code, out } = await call(fim, join(folder, "nothing.xml"), balloon, "--dry-run", "--json");
    expect(code).toBe(2);
    expect(out.map((line) => JSON.parse(line) as object)).toMatchObject([
      { error: { message: expect.stringContaining("is not there") } },
      { id: "S99" },
    ]);
  });
});
