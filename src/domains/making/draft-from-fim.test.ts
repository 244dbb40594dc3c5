import { compileService, readPackage } from "@allmende/service-package";
import type { Answers } from "@allmende/forms";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { draftFromFim } from "./draft-from-fim.ts";
import { codelist, field, group, place, rule, sampleSchema, values } from "../../../test/fim-schema.ts";

async function draftOf(inside: string) {
  const draft = draftFromFim(await sampleSchema(inside));
  const reading = readPackage(draft.files);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const compilation = await compileService(reading.pkg);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  const check = (answers: Answers): string[] =>
    compilation.service.form.check(answers).map(({ path, code }) => `${path} ${code}`);
  return { ...draft, form: reading.pkg.form, texts: reading.pkg.texts.de ?? {}, pkg: reading.pkg, check };
}

/** The one field of a schema that holds one group with one field. */
async function fieldOf(anzahl: string, xml: string) {
  const draft = await draftOf(
    place("1:1", group("G1", "Ballon", place(anzahl, xml) + place("1:1", field("F9", "Probe")))),
  );
  const elements = draft.form.pages[0]?.elements ?? [];
  return { ...draft, element: elements.length > 1 ? elements[0] : undefined };
}
const tasks = ({ open }: { open: { topic: string; text: string }[] }): string[] =>
  open.map(({ topic, text }) => `${topic}: ${text}`);

test("a draft compiles and holds all files a package needs", async () => {
  const { files, pkg } = await draftOf(
    place(
      "1:1",
      group("G1", "Person", place("1:1", field("F1", "Vornamen")) + place("1:1", field("F2", "Familienname"))),
    ),
  );
  expect([...files.keys()].toSorted()).toEqual(
    [
      "CHANGELOG.md",
      "OPEN.md",
      "form.yaml",
      "letters/ablehnung.de.md",
      "letters/bescheid.de.md",
      "service.yaml",
      "texts/de.yaml",
      "workflow.bpmn",
    ].toSorted(),
  );
  expect(pkg.service).toMatchObject({
    slug: "ballonstart-anzeigen",
    applicant: { name: 'vornamen + " " + familienname' },
    legalBasis: [{ id: "recht_1", url: "https://gesetz.example/1" }],
  });
});

test.each([
  ["Null", "null"],
  ["A", "dienst-a"],
  ["123", "feld-123"],
])("the name %s makes a slug that stays text", async (name, slug) => {
  const { files } = draftFromFim(await sampleSchema(place("1:1", field("F1", "Farbe")), name));
  expect((parse(files.get("service.yaml") ?? "") as { slug: string }).slug).toBe(slug);
});

test("what a schema calls itself never becomes a line of its own", async () => {
  const schema = await sampleSchema(place("1:1", field("F1", "Farbe")));
  const { files } = draftFromFim({
    ...schema,
    identifikation: { id: "S1\npublisher: fremd", version: "1\n- [x] regel" },
  });
  expect(parse(files.get("service.yaml") ?? "")).toMatchObject({ publisher: "offen" });
  expect(files.get("CHANGELOG.md")).toContain("S1 publisher: fremd 1 - [x] regel.");
});

test("a group at the top that may never be filled is left out, and a task says so", async () => {
  const draft = await draftOf(
    place("0:0", group("G1", "Nie", place("1:1", field("F1", "Farbe")))) + place("1:1", field("F2", "Form")),
  );
  expect(draft.form.pages).toHaveLength(1);
  expect(tasks(draft)).toContainEqual(expect.stringContaining("gruppe: abschnitt_nie (G1) „Nie“ fehlt im Formular"));
});

test("the same schema gives the same files", async () => {
  const inside = place("0:*", group("G1", "Ballon", place("2:5", field("F1", "Farbe"))));
  expect(draftFromFim(await sampleSchema(inside)).files).toEqual(draftFromFim(await sampleSchema(inside)).files);
});

test.each([
  [
    "text",
    "1:1",
    field("F1", "Name", { more: '<xdf:praezisierung minLength="2" maxLength="80" pattern="[A-Z]+$"/>' }),
    { type: "text", minLength: 2, maxLength: 80, pattern: "[A-Z]+", required: true },
  ],
  [
    "a whole number",
    "0:1",
    field("F1", "Zahl", { typ: "num_int", more: '<xdf:praezisierung minValue="1" maxValue="31"/>' }),
    { type: "integer", min: 1, max: 31, required: false },
  ],
  [
    "a number",
    "1:1",
    field("F1", "Hektar", { typ: "num", more: '<xdf:praezisierung minValue="0.1"/>' }),
    { type: "number", min: 0.1 },
  ],
  ["money", "1:1", field("F1", "Preis", { typ: "num_currency" }), { type: "number", decimals: 2 }],
  [
    "a date",
    "1:1",
    field("F1", "Tag", { typ: "date", more: '<xdf:praezisierung minValue="2020-01-01"/>' }),
    { type: "date", min: 'date("2020-01-01")' },
  ],
  ["yes or no", "1:1", field("F1", "Ja", { typ: "bool" }), { type: "yesno" }],
  [
    "one file",
    "1:1",
    field("F1", "Bild", {
      typ: "file",
      more: "<xdf:maxSize>5000000</xdf:maxSize><xdf:mediaType>image/png</xdf:mediaType>",
    }),
    { type: "file", maxFiles: 1, maxMegabytes: 5, accept: ["png"] },
  ],
  ["many files", "1:*", field("F1", "Bild", { typ: "file" }), { type: "file", maxFiles: 20 }],
  ["a repeated field", "2:5", field("F1", "Zeile"), { type: "text", repeat: { min: 2, max: 5 } }],
  ["a field without end", "0:*", field("F1", "Zeile"), { type: "text", repeat: { min: 0, max: 200 }, required: false }],
  [
    "a choice",
    "1:1",
    field("F1", "Hülle", { art: "select", more: values(["01", "Heißluft"], ["02", "Gas"]) }),
    {
      type: "choice",
      options: [
        { id: "heissluft", value: "01" },
        { id: "gas", value: "02" },
      ],
    },
  ],
  [
    "many choices",
    "1:*",
    field("F1", "Hülle", { art: "select", more: values(["01", "Heißluft"], ["02", "Probe"]) }),
    {
      type: "choices",
      options: [
        { id: "huelle_heissluft", value: "01" },
        { id: "huelle_probe", value: "02" },
      ],
    },
  ],
  [
    "a missing list",
    "1:1",
    field("F1", "Staat", { art: "select", more: codelist("urn:staat") }),
    { type: "text", id: "staat" },
  ],
  [
    "a sentence",
    "1:1",
    field("F1", "Hinweis", { art: "label", more: "<xdf:inhalt>Bei Wind nicht starten.</xdf:inhalt>" }),
    { type: "information" },
  ],
])("%s (%s) keeps its type, bounds and origin", async (_, anzahl, xml, expected) => {
  const { element } = await fieldOf(anzahl, xml);
  expect(element).toMatchObject({ ...expected, fim: { id: "F1", version: "1.0.0", path: "G1.F1" } });
});

test.each([
  [
    "a missing list",
    "1:1",
    field("F1", "Staat", { art: "select", more: codelist("urn:staat") }),
    "liste: staat (F1): die Codeliste urn:staat_1 fehlt",
  ],
  [
    "a hidden field",
    "1:1",
    field("F1", "Kennung", { art: "hidden" }),
    "feld: kennung (F1) „Kennung“ fehlt im Formular: es ist verborgen",
  ],
  [
    "a locked field",
    "1:1",
    field("F1", "Summe", { art: "locked" }),
    "feld: summe (F1) „Summe“ fehlt im Formular: es ist gesperrt",
  ],
  ["an object", "1:1", field("F1", "Karte", { typ: "obj" }), "feld: karte (F1) „Karte“ fehlt im Formular"],
  ["a field that is never asked", "0:0", field("F1", "Nie"), "Anzahl 0"],
  [
    "a pattern of another dialect",
    "1:1",
    field("F1", "Name", { more: '<xdf:praezisierung pattern="[[:alpha:]]+(?&lt;n"/>' }),
    "feld: name (F1): das Muster",
  ],
  [
    "a bound that is no number",
    "1:1",
    field("F1", "Zahl", { typ: "num_int", more: '<xdf:praezisierung minValue="viel"/>' }),
    "feld: zahl (F1): die Grenze viel",
  ],
  [
    "a bound that is no date",
    "1:1",
    field("F1", "Tag", { typ: "date", more: '<xdf:praezisierung maxValue="heute"/>' }),
    "feld: tag (F1): die Grenze heute",
  ],
  [
    "a bound that is no day",
    "1:1",
    field("F1", "Tag", { typ: "date", more: '<xdf:praezisierung maxValue="2021-02-29"/>' }),
    "feld: tag (F1): die Grenze 2021-02-29",
  ],
  [
    "bounds the wrong way round",
    "1:1",
    field("F1", "Zahl", { typ: "num", more: '<xdf:praezisierung minValue="10" maxValue="2"/>' }),
    "feld: zahl (F1): zwischen den Grenzen liegt kein Wert",
  ],
  [
    "days the wrong way round",
    "1:1",
    field("F1", "Tag", { typ: "date", more: '<xdf:praezisierung minValue="2022-01-01" maxValue="2020-01-01"/>' }),
    "feld: tag (F1): zwischen den Grenzen liegt kein Wert",
  ],
  [
    "a length that cannot be",
    "1:1",
    field("F1", "Name", { more: '<xdf:praezisierung minLength="9" maxLength="3"/>' }),
    "die Mindestlänge 9",
  ],
  ["a moment in one field", "1:1", field("F1", "Start", { typ: "datetime" }), "Datum mit Uhrzeit"],
  [
    "a kind of file we do not take",
    "1:1",
    field("F1", "Film", { typ: "file", more: "<xdf:mediaType>video/mp4</xdf:mediaType>" }),
    "video/mp4",
  ],
  ["more files than one", "2:3", field("F1", "Bild", { typ: "file" }), "mindestens 2 Dateien"],
  ["more entries than a form holds", "1:1000", field("F1", "Zeile"), "1:1000"],
])("%s becomes an open task", async (_, anzahl, xml, task) => {
  expect(tasks(await fieldOf(anzahl, xml))).toContainEqual(expect.stringContaining(task));
});

test("rules are listed once, with every place, and never dropped", async () => {
  const ruled = (id: string, name: string): string =>
    place(
      "1:1",
      group(id, name, place("1:1", field("F1", "Höhe")) + rule("R1", "Wenn hoch,\n dann weit.") + rule("R2", "")),
    );
  const rules = tasks(await draftOf(ruled("G1", "Hin") + ruled("G2", "Her"))).filter((task) =>
    task.startsWith("regel"),
  );
  expect(rules).toEqual([
    expect.stringMatching(
      /^regel R1: Wenn hoch,\n dann weit\. \[abschnitt_hin, abschnitt_her; nicht als Bedingung verstanden: /,
    ),
    expect.stringMatching(/^regel R2: R2 \[abschnitt_hin, abschnitt_her; /),
  ]);
});

test("a group at the top is a page, one inside a section, a repeated one a group", async () => {
  const { form, texts } = await draftOf(
    place("1:1", group("G1", "Start", place("1:1", group("G2", "Ort", place("1:1", field("F1", "Wiese")))))) +
      place("0:*", group("G3", "Ballon", place("1:1", group("G4", "Hülle", place("1:1", field("F2", "Farbe")))))),
  );
  expect(form.pages).toMatchObject([
    { id: "seite_start", elements: [{ id: "abschnitt_ort", type: "section", elements: [{ id: "wiese" }] }] },
    {
      id: "seite_ballon",
      elements: [
        {
          id: "ballon",
          type: "group",
          repeat: { min: 0, max: 200 },
          elements: [{ id: "abschnitt_huelle", type: "section" }],
        },
      ],
    },
  ]);
  expect(texts).toMatchObject({ seite_start: "Start", abschnitt_ort: "Ort", ballon: "Ballon" });
});

test("a list inside a list is asked once, and a task says so", async () => {
  const draft = await draftOf(
    place("0:*", group("G1", "Flug", place("1:*", group("G2", "Gast", place("1:1", field("F1", "Name")))))),
  );
  expect(draft.form.pages[0]?.elements).toMatchObject([
    { id: "flug", type: "group", elements: [{ type: "section", elements: [{ id: "name" }] }] },
  ]);
  expect(tasks(draft)).toContainEqual(expect.stringContaining("gruppe: gast (G2) „Gast“: im Schema 1:*"));
});

test("fields beside the groups share a page of their own", async () => {
  const { form } = await draftOf(
    place("1:1", field("F1", "Erstes")) +
      place("1:1", group("G1", "Angaben", place("1:1", field("F2", "Zweites")))) +
      place("1:1", field("F3", "Drittes")),
  );
  expect(form.pages.map(({ id, elements }) => [id, elements.map((element) => element.id)])).toEqual([
    ["seite_angaben_2", ["erstes"]],
    ["seite_angaben", ["zweites"]],
    ["seite_angaben_3", ["drittes"]],
  ]);
});

test("in an optional group nothing is required until something is filled in", async () => {
  const { check } = await draftOf(
    place(
      "1:1",
      group(
        "G1",
        "Start",
        place("0:1", group("G2", "Ort", place("1:1", field("F1", "Wiese")) + place("0:1", field("F2", "Hang")))),
      ),
    ),
  );
  expect(check({})).toEqual([]);
  expect(check({ hang: "Süd" })).toEqual(["wiese requiredText"]);
});

test("the same holds inside each entry of a list, and for lists inside", async () => {
  const { check } = await draftOf(
    place(
      "1:1",
      group(
        "G9",
        "Fest",
        place(
          "0:1",
          group(
            "G1",
            "Feier",
            place("1:1", field("F3", "Anlass")) +
              place(
                "1:*",
                group(
                  "G2",
                  "Flug",
                  place(
                    "0:1",
                    group("G3", "Ort", place("1:1", field("F1", "Wiese")) + place("0:1", field("F2", "Hang"))),
                  ),
                ),
              ),
          ),
        ),
      ),
    ),
  );
  expect(check({})).toEqual([]);
  expect(check({ flug: [{}, { hang: "Süd" }] })).toEqual(["anlass requiredText", "flug.1.wiese requiredText"]);
});

test("a schema without any question still becomes a package to go on with", async () => {
  const draft = await draftOf(
    place("1:1", group("G1", "Leer", place("1:1", field("F1", "Kennung", { art: "hidden" })))),
  );
  expect(draft.form.pages).toMatchObject([{ id: "seite_leer" }]);
  expect(tasks(draft)).toContainEqual(expect.stringContaining("keine Frage"));
});

test("labels with braces, quotes and line breaks stay words", async () => {
  const { texts } = await fieldOf("1:1", field("F1", 'Name {geheim} "so"', { hilfe: "Eins\n zwei: drei #vier" }));
  expect(texts.name_geheim_so).toEqual({ label: 'Name (geheim) "so"', hint: "Eins zwei: drei #vier" });
});

test("form.yaml holds one question per line, so that people can work on it", async () => {
  const { files } = await fieldOf("1:1", field("F1", "Farbe"));
  const line = files
    .get("form.yaml")
    ?.split("\n")
    .find((text) => text.includes("farbe"));
  expect(parse(line ?? "")).toEqual([
    { id: "farbe", type: "text", fim: { id: "F1", version: "1.0.0", path: "G1.F1" } },
  ]);
});
