import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { call, scratch } from "./cli.testing.ts";
import { commands as lists } from "./fim-codelist.ts";
import { commands as imports } from "./fim.ts";
import { codelist, field, place, sampleXml } from "../../test/fim-schema.ts";

const { path: folder, file } = scratch();
const store = join(folder, "store");
const add = (...args: string[]) => call(lists["fim codelist"], "add", ...args, "--store", store);
const imported = (...args: string[]) => call(imports["fim import"], schema, ...args, "--store", store);

const genericode = (rows: string, uri = "urn:huelle") => `<?xml version="1.0"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Identification><ShortName>huelle</ShortName><Version>1</Version>${uri && `<CanonicalUri>${uri}</CanonicalUri><CanonicalVersionUri>${uri}_1</CanonicalVersionUri>`}</Identification>
  <ColumnSet><Column Id="code"/><Column Id="name"/><Key Id="k"><ColumnRef Ref="code"/></Key></ColumnSet>
  <SimpleCodeList>${rows}</SimpleCodeList></gc:CodeList>`;
const row = (code: string, name: string) =>
  `<Row><Value><SimpleValue>${code}</SimpleValue></Value><Value><SimpleValue>${name}</SimpleValue></Value></Row>`;
const rows = row("N", "Nylon") + row("P", "Polyester");

const fabrics = file("huelle.xml", genericode(rows));
const schema = file(
  "s.xml",
  sampleXml(place("1:1", field("F1", "Hülle", { art: "select", more: codelist("urn:huelle") }))),
);
const draft = join(folder, "ballon-starten");
const everything = () =>
  new Map(["form.yaml", "texts/de.yaml", "OPEN.md"].map((name) => [name, readFileSync(join(draft, name), "utf8")]));

beforeAll(async () => {
  expect((await imported("--out", draft)).code).toBe(0);
});

test("a list that is kept is found by every later import", async () => {
  const found = async () => JSON.parse((await imported("--dry-run", "--json")).out[0] ?? "") as object;
  expect(await found()).toMatchObject({ codelists: { found: [], missing: ["urn:huelle_1"] } });
  expect(await add(fabrics)).toMatchObject({
    code: 0,
    err: [],
    out: [expect.stringContaining("urn:huelle_1: 2 entries, kept (")],
  });
  expect(await found()).toMatchObject({ codelists: { found: ["urn:huelle_1"], missing: [] } });
  expect((await imported("--dry-run")).out.join("\n")).toContain("code lists from the store: urn:huelle_1");
  expect((await imported("--out", join(folder, "mit-liste"))).code).toBe(0);
  expect(readFileSync(join(folder, "mit-liste/form.yaml"), "utf8")).toMatch(/id: huelle, type: choice, options: \[/);
});

test("with --package a draft's field becomes a choice; again changes nothing", async () => {
  const before = everything();
  expect(await add(fabrics, "--package", draft)).toMatchObject({
    code: 0,
    out: [expect.stringContaining("kept already"), "  choices now: huelle", expect.stringContaining("OPEN.md")],
  });
  const after = everything();
  expect([...after].filter(([name, text]) => before.get(name) === text)).toEqual([]);
  expect(await add(fabrics, "--package", draft)).toMatchObject({
    code: 0,
    out: [expect.stringContaining("kept already"), "  nothing to change, choices already: huelle"],
  });
  expect(everything()).toEqual(after);
  expect(readdirSync(draft).filter((name) => name.includes(".new-"))).toEqual([]);
});

test.each([
  ["nothing to do", [], "Name what to do and at least one file"],
  ["half a list", [file("half.xml", genericode(rows).slice(0, 500))], "Load the list from the XRepository again"],
  ["another standard", [schema], "is not a code list in genericode 1.0"],
  ["an empty list", [file("empty.xml", genericode("", "urn:leer"))], "the list urn:leer_1 is empty"],
  ["a code twice", [file("twice.xml", genericode(rows + row("N", "Nylon 2"), "urn:zwei"))], "the code N stands twice"],
  ["a list without a name", [file("nameless.xml", genericode(rows, ""))], "names no address of its own"],
  ["a missing file", [join(folder, "nothing.xml")], "is not there"],
  [
    "another list for the package",
    [file("x.xml", genericode(rows, "urn:x")), "--package", draft],
    "no field waits for this list",
  ],
  ["no package", [fabrics, "--package", store], "holds no service.yaml"],
])("%s is refused with what to do, and leaves nothing behind", async (_, args, sentence) => {
  await add(fabrics);
  const before = { files: everything(), kept: readdirSync(store) };
  const said = await add(...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code: 2, out: [] });
  expect({ files: everything(), kept: readdirSync(store) }).toEqual(before);
});

test("an address that looks like a path stays inside the store", async () => {
  const evil = file("evil.xml", genericode(rows, "../../evil"));
  expect((await add(evil)).code).toBe(0);
  expect(readdirSync(store).filter((name) => name.includes("evil"))).toEqual([
    expect.stringMatching(/^-evil-1-\w{12}\.xml$/),
  ]);
});
