import { createReadStream, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCodelist } from "./codelist/read-codelist.ts";
import { count } from "./count.ts";
import { readSchema } from "./read-schema.ts";
import { sharedFiles } from "./shared-data.testing.ts";
import { writeSchema } from "./write-schema.ts";

const schemas = [...sharedFiles("fim/xdf3", ".xdf3.xml"), ...sharedFiles("fim/xdf2", ".xdf2.xml")];
const minis = [...sharedFiles("fim/xdf3-mini", ".xml"), ...sharedFiles("fim/xdf2-mini", ".xml")];

/** Counts by looking for start tags, knowing nothing of the reader. */
function naiveCount(xml: string) {
  const tags = (name: string) => xml.match(new RegExp(`<(?:\\w+:)?${name}(?=[\\s>])`, "g"))?.length ?? 0;
  const rules = [
    ...xml.matchAll(
      /<(?:\w+:)?regel>\s*<(?:\w+:)?identifikation>\s*<(?:\w+:)?id>([^<]*)<[^>]*>\s*(?:<(?:\w+:)?version>([^<]*)<)?/g,
    ),
  ];
  return {
    fields: tags("datenfeld"),
    groups: tags("datenfeldgruppe"),
    rules: { total: new Set(rules.map(([, id, version]) => `${id} ${version}`)).size, uses: tags("regel") },
    codelists: new Set([...xml.matchAll(/<(?:\w+:)?canonicalVersionUri>([^<]*)</g)].map(([, uri]) => uri)).size,
  };
}

describe.skipIf(schemas.length === 0)("real schemas", () => {
  test.each(schemas)("$name: imports, counts like an independent count, survives the round trip", async ({ path }) => {
    const read = await readSchema(createReadStream(path));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(count(read.schema)).toEqual(naiveCount(readFileSync(path, "utf8")));
    const again = await readSchema(writeSchema(read.schema));
    expect(again.ok && again.schema).toEqual(read.schema);
  });
});

const reasons: Record<string, string> = {
  "duplicate-id-node.xml": "xdf.duplicate_element",
  "duplicate-optional-value.xml": "xdf.duplicate_element",
  "duplicate-required-value.xml": "xdf.duplicate_element",
  "invalid-freigabestatus.xml": "xdf.invalid_value",
  "unexpected-node.xml": "xdf.unexpected_element",
  "unknown-namespace.xml": "xdf.unknown_standard",
};

describe.skipIf(minis.length === 0)("small files", () => {
  test.each(minis)("$name: imports, or is refused for the reason its name says", async ({ name, path }) => {
    const read = await readSchema(createReadStream(path));
    expect(read.ok ? "imported" : read.problems[0]?.code).toBe(reasons[name] ?? "imported");
  });
});

const lists = [...sharedFiles("genericode", ".xml"), ...sharedFiles("xdomea/codelists", ".xml")];

describe.skipIf(lists.length === 0)("real code lists", () => {
  test.each(lists)("$name: has a row for each row", async ({ path }) => {
    const read = await readCodelist(createReadStream(path));
    expect(read.ok && read.codelist.rows.length).toBe(readFileSync(path, "utf8").match(/<Row>/g)?.length ?? 0);
  });
});
