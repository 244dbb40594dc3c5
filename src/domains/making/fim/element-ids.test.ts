import { expect, test } from "vitest";
import { elementIds, nameFrom } from "./element-ids.ts";
import { codelist, field, group, place, sampleSchema, values } from "../../../../test/fim-schema.ts";

test.each([
  ["Straße und Hausnummer", "strasse_und_hausnummer"],
  ["Geburtsdatum (teilbekannt)", "geburtsdatum"],
  ["(nur so)", "nur_so"],
  ["Erklärungen zur", "erklaerungen"],
  ["Bezeichnung des sehr langen Jagdbezirks in der Gemeinde", "bezeichnung_des_sehr_langen"],
  ["2. Wohnsitz", "feld_2_wohnsitz"],
  ["Prénom / Été", "prenom_ete"],
  ["日本", "feld"],
])("%s becomes %s", (label, name) => {
  expect(nameFrom(label)).toBe(name);
});

const ids = async (inside: string): Promise<string[]> => [
  ...elementIds((await sampleSchema(inside)).struktur).values(),
];

test("a name that stands twice takes the group's name before it, at each place", async () => {
  const two =
    place("1:1", group("G1", "Hinflug", place("1:1", field("F1", "Anfang")))) +
    place("1:1", group("G2", "Rückflug", place("1:1", field("F1", "Anfang"))));
  expect(await ids(two)).toEqual([
    "seite_hinflug",
    "abschnitt_hinflug",
    "hinflug_anfang",
    "seite_rueckflug",
    "abschnitt_rueckflug",
    "rueckflug_anfang",
  ]);
});

test("where no group tells two places apart, a number does", async () => {
  expect(
    await ids(
      place("1:1", group("G1", "Flug", place("1:1", field("F1", "Anfang")) + place("1:1", field("F2", "Anfang")))),
    ),
  ).toEqual(["seite_flug", "abschnitt_flug", "flug_anfang", "flug_anfang_2"]);
});

test("words that mean something to FEEL or to letters are never ids", async () => {
  expect(
    await ids(
      place("1:1", group("G1", "Brief", place("1:1", field("F1", "Anrede")) + place("1:1", field("F2", "Date")))) +
        place("1:1", field("F3", "If")),
    ),
  ).toEqual(["seite_brief", "abschnitt_brief", "brief_anrede", "brief_date", "if_2"]);
});

test("a field keeps its id when its missing list turns up", async () => {
  const schema = (more: string): string =>
    place(
      "1:1",
      group(
        "G1",
        "Ballon",
        place("1:1", field("F1", "Hülle", { art: "select", more })) + place("1:1", field("F2", "Rot")),
      ),
    );
  expect(await ids(schema(codelist("urn:huelle")))).toEqual(await ids(schema(values(["1", "Rot"], ["2", "Blau"]))));
});

test("labels as long as a book and ten thousand of one name are named in a moment", () => {
  const began = performance.now();
  for (const piece of ["(", "_", " ", "ä(", "a "]) expect(nameFrom(piece.repeat(500_000)).length).toBeLessThan(40);
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    anzahl: { min: 1, max: 1 },
    bezuege: [],
    enthaelt: { typ: "datenfeld", pfad: `F${n}`, name: "Name" },
  })) as unknown as Parameters<typeof elementIds>[0];
  const found = elementIds(many);
  expect([found.get("F0"), found.get("F1"), found.get("F9999")]).toEqual(["name", "name_2", "name_10000"]);
  expect(performance.now() - began).toBeLessThan(2_000);
});
