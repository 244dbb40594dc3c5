import { compileService, readPackage } from "@allmende/service-package";
import { codelistStore, type Codelist } from "@allmende/xdatenfelder";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { addCodelist } from "./add-codelist.ts";
import { draftFromFim } from "./draft-from-fim.ts";
import { fillLists } from "./fim/fill-lists.ts";
import { readOpenTasks } from "./fim/open-tasks.ts";
import { codelist, field, group, place, sampleSchema } from "../../../test/fim-schema.ts";

const list = (...rows: [code: string, name: string][]): Codelist => ({
  canonicalUri: "urn:huelle",
  version: "1",
  canonicalVersionUri: "urn:huelle_1",
  name: "Ballonhülle",
  columns: ["code", "name"].map((id) => ({ id, name: id, required: true })),
  keyColumn: "code",
  rows: rows.map(([code, name]) => ({ code, name })),
});
const fabrics = list(["N", "Nylon {leicht}"], ["P", "Polyester"], ["S", "Stoff"]);

const select = (id: string, name: string, uri = "urn:huelle") =>
  field(id, name, { art: "select", more: codelist(uri) });
const schema = await sampleSchema(
  place(
    "1:1",
    group(
      "G1",
      "Ballon",
      place("1:1", select("F1", "Hülle")) +
        place("0:2", select("F2", "Ersatz")) +
        place("1:1", select("F3", "Land", "urn:land")) +
        place("1:1", field("F4", "Farbe")),
    ),
  ),
);
const draft = draftFromFim(schema).files;

function added(files: ReadonlyMap<string, string>, one = fabrics) {
  const result = addCodelist(files, one);
  if (!result.ok) throw new Error(result.why);
  return { ...result, all: new Map([...files, ...result.files]) };
}
const elementsIn = (files: ReadonlyMap<string, string>) =>
  (parse(files.get("form.yaml") ?? "") as { pages: { elements: { id: string; [key: string]: unknown }[] }[] }).pages[0]!
    .elements;

test("fields that wait for the list become choices under their own ids; the package still compiles", async () => {
  const { all, fields } = added(draft);
  expect(fields).toEqual(["huelle", "ersatz"]);
  expect(elementsIn(all)).toMatchObject([
    {
      id: "huelle",
      type: "choice",
      options: [
        { id: "nylon_leicht", value: "N" },
        { id: "polyester", value: "P" },
        { id: "stoff", value: "S" },
      ],
      fim: { id: "F1", path: "G1.F1", list: "urn:huelle_1" },
    },
    { id: "ersatz", type: "choices", required: false, fim: { list: "urn:huelle_1" } },
    { id: "land", type: "text", fim: { list: "urn:land_1" } },
    { id: "farbe", type: "text" },
  ]);
  expect(elementsIn(all)[1]).not.toHaveProperty("repeat");
  expect(parse(all.get("texts/de.yaml") ?? "")).toMatchObject({
    nylon_leicht: "Nylon (leicht)",
    ersatz_polyester: "Polyester",
  });
  const reading = readPackage(all);
  const compiled = reading.ok ? await compileService(reading.pkg) : reading;
  expect(compiled.ok ? [] : compiled.problems).toEqual([]);
});

test("the form is the same whether the list came before the draft or after it", async () => {
  const filled = await fillLists(schema, codelistStore([fabrics]));
  expect(filled).toMatchObject({ found: ["urn:huelle_1"], missing: ["urn:land_1"] });
  expect(parse(draftFromFim(filled.schema).files.get("form.yaml") ?? "")).toEqual(
    parse(added(draft).all.get("form.yaml") ?? ""),
  );
});

test("the tasks of the list are ticked, those of another stay, and what the schema bounds becomes one", () => {
  const before = readOpenTasks(draft.get("OPEN.md") ?? "").map(({ task }) => task);
  const after = readOpenTasks(added(draft).all.get("OPEN.md") ?? "").map(({ task }) => task);
  expect(before.filter((task) => !after.includes(task))).toEqual([
    expect.stringMatching(/^liste: huelle /),
    expect.stringMatching(/^liste: ersatz /),
  ]);
  expect(after.filter((task) => !before.includes(task))).toEqual([
    "feld: ersatz (F2): höchstens 2 Antworten sind erlaubt; als Prüfung schreiben.",
  ]);
});

test("a second time changes nothing", () => {
  const { all } = added(draft);
  expect(added(all)).toMatchObject({ files: new Map(), fields: [], already: ["huelle", "ersatz"], tasks: [] });
});

describe("in files a person edited", () => {
  const form = `# Unser Formular
pages:
    - id: seite_ballon # die erste
      elements:
        # welche Hülle
        - id: huelle
          type: text # noch frei
          # so kurz wie möglich
          maxLength: 40
          keyboard: text
          fim: { id: F1, version: 1.0.0, path: G1.F1, list: urn:huelle_1 }
          # danach

        # und welcher Ersatz
        - { id: ersatz, type: text, fim: { id: F2, version: 1.0.0, path: G1.F2, list: urn:huelle_1 } } # selten
        - { id:   land,   type: text, when: 'huelle = "Nylon"' }
        - { id: farbe, type: text, required: 'huelle != null and land = "DE"' }
`;
  const edited = new Map([...draft, ["form.yaml", form], ["texts/de.yaml", "# Worte\nhuelle: Hülle # kurz"]]);

  test("comments, order and every other line stay", () => {
    const changed = added(edited).all.get("form.yaml") ?? "";
    const own = form.split("\n").filter((line) => !/type: text # noch|maxLength|keyboard|id: ersatz/.test(line));
    const kept = changed.split("\n");
    expect(own.filter((line) => !kept.includes(line))).toEqual([]);
    expect(own.filter((line) => line.includes("#")).map((line) => kept.filter((one) => one === line).length)).toEqual(
      own.filter((line) => line.includes("#")).map(() => 1),
    );
    expect(changed).toMatch(/type: choice # noch frei\n {10}options:\n {12}- \{ id: nylon_leicht, value: N \}/);
    expect(changed).toMatch(/- \{ id: ersatz, type: choice, options: \[ .* \], fim: \{ id: F2.* \} \} # selten\n/);
    expect(changed).not.toMatch(/maxLength|keyboard/);
    expect(added(edited).all.get("texts/de.yaml")).toMatch(/^# Worte\nhuelle: Hülle # kurz\nnylon_leicht:/);
  });

  test("a condition that holds the field against words is named, one that asks whether it is filled is not", () => {
    expect(added(edited).tasks).toEqual([
      { topic: "bedingung", text: expect.stringContaining('nennen: form.yaml: huelle = "Nylon"') },
    ]);
  });

  test("an option takes no id that stands anywhere in the package", () => {
    const files = new Map([...edited, ["workflow.bpmn", `${draft.get("workflow.bpmn")}<!-- id="polyester" -->`]]);
    expect(elementsIn(added(files).all)[0]).toMatchObject({
      options: [{ id: "huelle_nylon_leicht" }, { id: "huelle_polyester" }, { id: "huelle_stoff" }],
    });
  });
});

test.each([
  [
    "another list",
    { ...fabrics, canonicalUri: "urn:x", canonicalVersionUri: "urn:x_1" },
    "wait for urn:huelle_1, urn:land_1",
  ],
  [
    "another version",
    { ...fabrics, version: "2", canonicalVersionUri: "urn:huelle_2" },
    "no field waits for this list",
  ],
  [
    "more entries than a choice holds",
    list(...Array.from({ length: 2001 }, (_, nth) => [`${nth}`, `Eintrag ${nth}`] as [string, string])),
    "has 2001 entries, a choice holds 2000",
  ],
])("%s is refused", (_, one, why) => {
  expect(addCodelist(draft, one)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});

test("a list that is too long for a choice leaves free text and a task when a draft is made", async () => {
  const long = list(...Array.from({ length: 2001 }, (_, nth) => [`${nth}`, `Eintrag ${nth}`] as [string, string]));
  const { files, open } = draftFromFim((await fillLists(schema, codelistStore([long]))).schema);
  expect(elementsIn(files)[0]).toMatchObject({ id: "huelle", type: "text" });
  expect(open.map(({ text }) => text)).toContainEqual(expect.stringContaining("urn:huelle_1 hat 2001 Einträge"));
});
