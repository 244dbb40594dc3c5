import { XmlDocument } from "libxml2-wasm";
import { expect, test } from "vitest";
import { count, listElements } from "./count.ts";
import { readSchema } from "./read-schema.ts";
import { datentypen, feldarten } from "./schema.ts";
import { writeSchema } from "./write-schema.ts";

/** Draws from a row that is the same for the same seed (Park and Miller's generator). */
function drawing(seed: number) {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return {
    one: <T>(row: readonly T[]): T => row[Math.floor(next() * row.length)]!,
    chance: (share: number) => next() < share,
    upTo: (most: number) => Math.floor(next() * (most + 1)),
  };
}

const cardinalities = ["0:1", "1:1", "0:*", "1:*", "2:5", "0:3", "3:3"];
const prefixes = ["xdf:", "", "x:", "fim-3.0:", "_a:", "Ünïcode:"];
/** What may stand between elements and says nothing: comments that look like elements, instructions, white space. */
const between = ["", "\n\t ", "<!-- <datenfeld> F1 </datenfeld> -->", "<?kein feld?>", "<!---->"];

/** A schema drawn at random, as any other tool might have written it. */
function schemaOf(seed: number, standard: "2.0" | "3.0"): string {
  const { one, chance, upTo } = drawing(seed);
  const p = one(prefixes);
  let elements = 0;
  const tag = (name: string, inside: string) =>
    inside === "" && chance(0.5)
      ? `<${p}${name}/>`
      : `<${p}${name}${one(["", " ", "\n"])}>${inside}</${p}${name}${one(["", " "])}>`;
  const maybe = (name: string, inside: string) => (chance(0.5) ? tag(name, inside) : "");
  const words = (text: string) => (chance(0.3) ? `<![CDATA[${text} <datenfeld/>]]>` : `${text} &amp; &#228;`);
  const coded = (name: string, code: string) => tag(name, `<code>${code}</code>`);
  const named = (id: string) =>
    tag("identifikation", tag("id", id) + (standard === "3.0" || chance(0.5) ? tag("version", "1.0.0") : ""));
  const rule = () =>
    tag(
      "regel",
      named(`R990000${upTo(9)}`) +
        tag("name", "Regel") +
        maybe(standard === "3.0" ? "freitextRegel" : "definition", words("Wenn")),
    );
  const list = () =>
    standard === "3.0"
      ? maybe(
          "werte",
          tag("wert", tag("code", "1") + tag("name", words("eins")) + maybe("hilfe", "x")) +
            tag("wert", tag("code", "2") + tag("name", "zwei")),
        ) || maybe("codelisteReferenz", tag("canonicalIdentification", `urn:probe:${upTo(4)}`) + maybe("version", "1"))
      : maybe(
          "codelisteReferenz",
          named("C1") +
            tag(
              "genericodeIdentification",
              tag("canonicalIdentification", `urn:probe:${upTo(4)}`) +
                tag("version", "1") +
                tag("canonicalVersionUri", "urn:probe"),
            ),
        );
  const head = (id: string) =>
    named(id) +
    tag("name", words("Name")) +
    maybe("bezeichnungEingabe", words("Bezeichnung")) +
    (standard === "3.0" ? maybe("beschreibung", "") : "") +
    maybe("definition", words("Was es ist"));
  const field = () => {
    elements += 1;
    const id = chance(0.3) ? "F99000000001" : `F990000${1000 + elements}`;
    return tag(
      "datenfeld",
      head(id) +
        coded("feldart", one(standard === "3.0" ? feldarten : ["input", "select", "label"])) +
        coded(
          "datentyp",
          one(
            standard === "3.0" ? datentypen : ["text", "date", "bool", "num", "num_int", "num_currency", "file", "obj"],
          ),
        ) +
        list() +
        (chance(0.3) ? rule() : ""),
    );
  };
  const place = (inside: string) =>
    one(between) +
    tag(
      "struktur",
      tag("anzahl", one(cardinalities)) + one(between) + maybe("bezug", words("§ 1")) + tag("enthaelt", inside),
    ) +
    one(between);
  const group = (depth: number): string => {
    elements += 1;
    const places = Array.from({ length: 1 + upTo(3) }, () =>
      place(depth < 12 && chance(0.5) ? group(depth + 1) : field()),
    ).join("");
    return tag(
      "datenfeldgruppe",
      head(chance(0.3) ? "G99000000001" : `G990000${1000 + elements}`) + (chance(0.3) ? rule() : "") + places,
    );
  };
  /** One place that goes twelve groups deep. */
  const deep = Array.from({ length: 12 }, (_, n) => n).reduce(
    (inside, n) => tag("datenfeldgruppe", head(`G9900002${n}`) + place(inside)),
    field(),
  );
  const namespace = `urn:xoev-de:fim:standard:xdatenfelder_${standard === "3.0" ? "3.0.0" : "2"}`;
  const root = `${p}xdatenfelder.stammdatenschema.0102`;
  const content = tag("header", tag("nachrichtID", "n") + tag("erstellungszeitpunkt", "2026-01-01T00:00:00Z"));
  const schema = tag(
    "stammdatenschema",
    named("S99000001") +
      tag("name", words("Schema")) +
      place(deep) +
      Array.from({ length: upTo(8) }, () => place(group(1))).join("") +
      rule(),
  );
  const declared = p === "" ? `xmlns="${namespace}"` : `xmlns:${p.slice(0, -1)}='${namespace}' xmlns:leer="urn:nichts"`;
  return `<?xml version="1.0"?>${one(between)}<${root}\n ${declared}>${content}${one(between)}${schema}</${root}>${one(between)}`;
}

/** Counts by another reader of XML, which knows nothing of the standard. */
function countByXPath(xml: string) {
  const document = XmlDocument.fromString(xml);
  const find = (name: string) => document.find(`//*[local-name()='${name}']`).length;
  const texts = (path: string) => document.find(path).map((node) => node.content.trim());
  const counts = {
    fields: find("datenfeld"),
    groups: find("datenfeldgruppe"),
    uses: find("regel"),
    rules: new Set(
      texts("//*[local-name()='regel']/*[local-name()='identifikation']").map((text) => text.replace(/\s+/g, "")),
    ).size,
    lists: new Set(texts("//*[local-name()='codelisteReferenz']").map((text) => text.replace(/\s+/g, ""))).size,
    cardinalities: texts("//*[local-name()='anzahl']"),
    names: texts("//*[local-name()='datenfeld' or local-name()='datenfeldgruppe']/*[local-name()='name']"),
  };
  document.dispose();
  return counts;
}

const seeds = Array.from({ length: 25 }, (_, n) => n + 1);

test.each([...seeds.map((seed) => ["3.0", seed] as const), ...seeds.map((seed) => ["2.0", seed] as const)])(
  "schema of %s drawn from seed %i is read as another reader of XML counts it, and survives the round trip",
  async (standard, seed) => {
    const xml = schemaOf(seed, standard);
    const read = await readSchema(xml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems) + xml.slice(0, 2_000));
    const { fields, groups, rules, codelists } = count(read.schema);
    const elements = [...listElements(read.schema)];
    const places = (structure: typeof read.schema.struktur): string[] =>
      structure.flatMap(({ anzahl: { min, max }, enthaelt }) => [
        `${min}:${max}`,
        ...(enthaelt.typ === "datenfeldgruppe" ? places(enthaelt.struktur) : []),
      ]);
    const seen = countByXPath(xml);
    expect({ fields, groups, uses: rules.uses, rules: rules.total }).toEqual({
      fields: seen.fields,
      groups: seen.groups,
      uses: seen.uses,
      rules: seen.rules,
    });
    // In 2.0 all lists drawn here are of one address.
    expect(codelists).toBe(standard === "3.0" ? seen.lists : Math.min(seen.lists, 1));
    expect(places(read.schema.struktur)).toEqual(seen.cardinalities);
    expect(elements.map(({ name }) => name)).toEqual(seen.names);
    expect(new Set(elements.map(({ pfad }) => pfad)).size).toBe(elements.length);
    const again = await readSchema(writeSchema(read.schema));
    expect(again.ok && again.schema).toEqual(read.schema);
  },
);
