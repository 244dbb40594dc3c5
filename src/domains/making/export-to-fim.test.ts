import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ElementDefinition, FormDefinition } from "@allmende/forms";
import { readPackage } from "@allmende/service-package";
import { listElements, listRules, readSchema, writeSchema, type Stammdatenschema } from "@allmende/xdatenfelder";
import { describe, expect, test } from "vitest";
import { readFolder } from "../../platform/read-folder.ts";
import { root } from "../../platform/root.ts";
import { draftFromFim } from "./draft-from-fim.ts";
import { exportToFim } from "./export-to-fim.ts";
import { codelist, field, group, place, sampleSchema, values } from "../../../test/fim-schema.ts";

const at = new Date("2026-11-22T08:00:00Z");

function packageOf(files: ReadonlyMap<string, string>) {
  const reading = readPackage(files);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.pkg;
}

/** Out as a file, and in again; nothing in it may be odd to a reader. */
async function exported(files: ReadonlyMap<string, string>) {
  const { schema, lost } = exportToFim(packageOf(files), { at });
  const read = await readSchema(writeSchema(schema));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.warnings).toEqual([]);
  return { schema: read.schema, lost };
}

const withoutRules = (schema: Stammdatenschema): Stammdatenschema => {
  const copy = structuredClone(schema);
  copy.regeln = [];
  for (const element of listElements(copy)) element.regeln = [];
  return copy;
};

/**
 * A form by the paths of the schema in place of our ids, which come from names and may differ: a label that is a whole
 * sentence is no name, and the editors' own name, of which ids are made then, is not kept in a package. Options go by
 * their codes.
 */
function comparable(form: FormDefinition): unknown {
  const paths = new Map<string, string>();
  const note = (elements: readonly ElementDefinition[]): void => {
    for (const element of elements) {
      paths.set(element.id, element.fim?.path ?? "ours");
      if ("elements" in element) note(element.elements);
    }
  };
  for (const page of form.pages) note(page.elements);
  const known = (text: string): string => text.replaceAll(/\b[a-z]\w*\b/g, (word) => paths.get(word) ?? word);
  const tidy = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") return ["required", "when", "test"].includes(key) ? known(value) : value;
    if (Array.isArray(value))
      return key === "options"
        ? value.map((option) => (option as { value: string }).value)
        : value.map((one) => tidy(one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([name]) => name !== "id" || key === "fim");
    return Object.fromEntries(entries.map(([name, one]) => [name, tidy(one, name)]));
  };
  return tidy(form.pages);
}

/** Labels, hints and leads by the paths of the schema. */
function wordsOf(files: ReadonlyMap<string, string>): Map<string, unknown> {
  const { form, texts } = packageOf(files);
  const found = new Map<string, unknown>();
  const note = ({ id, fim, ...rest }: { id: string; fim?: { path: string } }): void => {
    if (fim) found.set(fim.path, texts.de?.[id]);
    const { elements = [], options = [] } = rest as { elements?: ElementDefinition[]; options?: unknown[] };
    for (const option of options as { id: string; value: string }[])
      found.set(`${fim?.path} ${option.value}`, texts.de?.[option.id]);
    elements.forEach(note);
  };
  form.pages.forEach(note);
  return found;
}

/** The same without what a rule adds: it goes out as FEEL, and an import leaves that to a person. */
async function expectSameForm(schema: Stammdatenschema) {
  const plain = withoutRules(schema);
  const once = draftFromFim(plain, { slug: "probe-dienst" });
  const { schema: again } = await exported(once.files);
  expect(listRules(again)).toEqual([]);
  const twice = draftFromFim(again, { slug: "probe-dienst" });
  expect(Object.fromEntries(wordsOf(twice.files))).toEqual(Object.fromEntries(wordsOf(once.files)));
  expect(comparable(packageOf(twice.files).form)).toEqual(comparable(packageOf(once.files).form));
}

const shared = join(resolve(root, process.env.ALLMENDE_SHARED_DATA ?? "../shared/data"), "fim");
const schemas = ["xdf3", "xdf2"].flatMap((folder) =>
  existsSync(join(shared, folder))
    ? readdirSync(join(shared, folder))
        .filter((name) => name.endsWith(".xml"))
        .map((name) => [name, join(shared, folder, name)] as const)
    : [],
);
if (schemas.length === 0)
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  console.warn(`LEFT OUT: no FIM schemas in ${shared} (set ALLMENDE_SHARED_DATA); their export was not tested`);

describe.skipIf(schemas.length === 0)("real schemas", () => {
  test.each(schemas)("%s: import, draft, export, import, draft gives the same form", async (_, path) => {
    const read = await readSchema(createReadStream(path));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await expectSameForm(read.schema);
    await expectEachConditionAsRule(draftFromFim(read.schema, { slug: "probe-dienst" }).files);
  });
});

/** A duty that the cardinality of the group around says: as soon as anything in it is filled in. */
const ofOptionalGroup = /^(?:false|(?:\w+ != null|count\(\w+\) > 0)(?: or (?:\w+ != null|count\(\w+\) > 0))*)$/;

/** Each condition, duty and check of a form goes out as one rule with its FEEL; no other does. */
async function expectEachConditionAsRule(files: ReadonlyMap<string, string>) {
  const { schema } = await exported(files);
  const scripts = listRules(schema).map(({ regel }) => regel.skript);
  const { pages } = packageOf(files).form;
  for (const page of pages) {
    for (const { test: feel } of page.checks) expect(scripts).toContain(feel);
    if (page.when) expect(scripts).toContain(page.when);
  }
  const visit = (elements: readonly ElementDefinition[]): void => {
    for (const element of elements) {
      if (element.when) expect(scripts).toContain(element.when);
      const { required } = element as { required?: unknown };
      if (typeof required === "string" && !ofOptionalGroup.test(required)) expect(scripts).toContain(required);
      if ("elements" in element) visit(element.elements);
    }
  };
  for (const { elements } of pages) visit(elements);
  expect(scripts.every(Boolean)).toBe(true);
}

test("kinds, bounds, lists and places come back as they were", async () => {
  await expectSameForm(
    await sampleSchema(
      place(
        "1:1",
        field("F1", "Name", { more: '<xdf:praezisierung minLength="2" maxLength="80" pattern="[A-Z]+"/>' }),
      ) +
        place("0:*", group("G1", "Gast", place("1:1", field("F2", "Alter", { typ: "num_int" })))) +
        place(
          "0:1",
          group(
            "G2",
            "Ort",
            place("1:1", field("F3", "Wiese", { typ: "bool", hilfe: "Grün" })) +
              place("2:3", field("F4", "Zeile")) +
              place("1:1", group("G3", "Innen", place("1:1", field("F5", "Preis", { typ: "num_currency" })))) +
              place("0:1", group("G4", "Frei", place("1:1", field("F6", "Tag", { typ: "date" })))) +
              place("1:*", group("G5", "Mehr", place("1:1", field("F7", "Bild", { typ: "file" })))),
          ),
        ) +
        place("1:1", field("F8", "Hülle", { art: "select", more: values(["01", "Nylon"], ["02", "Stoff"]) })) +
        place("0:*", field("F9", "Farben", { art: "select", more: values(["r", "Rot"], ["b", "Blau"]) })) +
        place("1:1", field("F10", "Land", { art: "select", more: codelist("urn:land") })) +
        place("1:1", field("F11", "Hinweis", { art: "label", more: "<xdf:inhalt>Bei Wind nicht.</xdf:inhalt>" })),
    ),
  );
});

test("a package of our own: pages are groups, our ids are of the range 99 and stay, each condition is a rule", async () => {
  const files = readFolder(join(root, "library/hund-anmelden"));
  const [one, two] = [await exported(files), await exported(files)];
  expect(one.schema).toEqual(two.schema);
  const ids = [...listElements(one.schema)].map(({ identifikation }) => identifikation.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[FG]99\d{9}$/.test(id))).toEqual([]);
  expect(one.schema.struktur.map(({ enthaelt }) => enthaelt.bezeichnungEingabe)).toEqual(
    packageOf(files).form.pages.map(({ id }) => {
      const text = packageOf(files).texts.de?.[id];
      return typeof text === "string" ? text : text?.label;
    }),
  );
  await expectEachConditionAsRule(files);
  const shelter = one.schema.regeln.find(({ skript }) => skript === 'herkunft = "aus_tierheim"');
  expect(shelter?.beschreibung).toMatch(/^Namen im Skript \(FEEL\): herkunft = F99\d{9}, aus_tierheim = Code \w+\.$/);
  expect(writeSchema(one.schema)).toContain("<xdf:bezeichnungEingabe>Wann ist Ihr Hund geboren?<");
  expect(one.lost).toContainEqual(expect.stringMatching(/^mithaltung: that another person/));
});

test("what came from FIM keeps id and version", async () => {
  const { schema } = await exported(readFolder(join(root, "library/jagdschein-wiedererteilung")));
  expect([...listElements(schema)].map(({ identifikation: { id, version } }) => `${id} ${version}`)).toEqual(
    expect.arrayContaining(["F60000000227 1.1.0", "G60000000083 2.0.0"]),
  );
  // Who names the day names the month: a duty of the form, not of the group around.
  expect(schema.regeln).toContainEqual(
    expect.objectContaining({ name: "Pflicht: Monat", skript: "tag != null", typ: "M" }),
  );
});
