import { expect, test } from "vitest";
import { codelistStore, entriesOf } from "./entries.ts";
import { readCodelist } from "./read-codelist.ts";

const list = (version: string, rows: string) => `<?xml version="1.0"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/" xmlns:x="urn:x">
  <Annotation><Description><x:kurz>Hülle</x:kurz></Description></Annotation>
  <Identification><ShortName>huelle</ShortName><LongName>Ballonhülle</LongName><Version>${version}</Version>
    <CanonicalUri>urn:probe:huelle</CanonicalUri><CanonicalVersionUri>urn:probe:huelle_${version}</CanonicalVersionUri></Identification>
  <ColumnSet>
    <Column Id="farbe" Use="optional"><ShortName>farbe</ShortName></Column>
    <Column Id="code" Use="required"><ShortName>code</ShortName></Column>
    <Column Id="name" Use="required"><ShortName>name</ShortName><LongName>Name</LongName></Column>
    <Key Id="k"><ShortName>k</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>${rows}</SimpleCodeList>
</gc:CodeList>`;
const rows = `
  <Row><Value ColumnRef="code"><SimpleValue>N</SimpleValue></Value><Value ColumnRef="name"><SimpleValue>Nylon &amp; mehr</SimpleValue></Value></Row>
  <Row><Value><SimpleValue>rot</SimpleValue></Value><Value><SimpleValue>P</SimpleValue></Value><Value><SimpleValue>Polyester</SimpleValue></Value></Row>`;

async function read(xml: string) {
  const result = await readCodelist(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.codelist;
}

test("reads columns, key and rows, with and without column references, and keeps unknown columns", async () => {
  const codelist = await read(list("2", rows));
  expect(codelist).toMatchObject({
    name: "Ballonhülle",
    version: "2",
    keyColumn: "code",
    canonicalVersionUri: "urn:probe:huelle_2",
  });
  expect(codelist.rows.map((row) => ({ ...row }))).toEqual([
    { code: "N", name: "Nylon & mehr" },
    { farbe: "rot", code: "P", name: "Polyester" },
  ]);
});

test("gives choices by key and name, or by the columns a field asks for", async () => {
  const codelist = await read(list("2", rows));
  expect(entriesOf(codelist)).toEqual([
    { code: "N", name: "Nylon & mehr" },
    { code: "P", name: "Polyester" },
  ]);
  expect(entriesOf(codelist, { codeKey: "name", nameKey: "code", helpKey: "farbe" })[1]).toEqual({
    code: "Polyester",
    name: "P",
    hilfe: "rot",
  });
});

test("a store finds the version asked for, any version where none is asked for, and nothing else", async () => {
  const store = codelistStore([await read(list("1", "")), await read(list("2", rows))]);
  expect(await store.find({ canonicalVersionUri: "urn:probe:huelle_1" })).toMatchObject({ version: "1" });
  expect(await store.find({ canonicalIdentification: "urn:probe:huelle", version: "2" })).toMatchObject({
    version: "2",
  });
  expect(await store.find({ canonicalIdentification: "urn:probe:huelle" })).toMatchObject({ version: "2" });
  expect(await store.find({ canonicalIdentification: "urn:probe:huelle", version: "9" })).toBeUndefined();
});

test("other XML and a list without columns are refused", async () => {
  expect(await readCodelist("<CodeList/>")).toMatchObject({ problems: [{ code: "xdf.unknown_standard" }] });
  const without = list("1", "").replace(/<Column [\s\S]*<\/Key>/, "");
  expect(await readCodelist(without)).toMatchObject({ problems: [{ code: "xdf.missing_element" }] });
});
