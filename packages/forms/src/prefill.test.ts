import { expect, test } from "vitest";
import { compileForm } from "./compile.ts";
import type { Form } from "./form.ts";
import { prefillKnown, type KnownPerson } from "./prefill.ts";

function form(...pages: unknown[][]): Form {
  const compiled = compileForm({ pages: pages.map((elements, index) => ({ id: `seite${index}`, elements })) });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.form;
}

const given = { id: "vorname", type: "text", autocomplete: "given-name" };
const born = { id: "geboren", type: "date", birthday: true };
const petra: KnownPerson = {
  givenName: "Petra",
  familyName: "Beispiel",
  birthDate: "1985-02-04",
  street: "Lindenweg 7",
  postcode: "12345",
  place: "Musterstadt",
  email: "petra@beispiel.example",
};

test("what is known is filled in where a question says that it is about the person", () => {
  const asked = form([
    given,
    { id: "nachname", type: "text", autocomplete: "family-name" },
    born,
    { id: "strasse", type: "text", autocomplete: "street-address" },
    { id: "plz", type: "text", autocomplete: "postal-code" },
    { id: "ort", type: "text", autocomplete: "address-level2" },
    { id: "email", type: "email" },
    { id: "hundename", type: "text" },
  ]);
  expect(prefillKnown(asked, petra)).toEqual({
    vorname: "Petra",
    nachname: "Beispiel",
    geboren: "1985-02-04",
    strasse: "Lindenweg 7",
    plz: "12345",
    ort: "Musterstadt",
    email: "petra@beispiel.example",
  });
  expect(prefillKnown(asked, {})).toEqual({});
});

test("a child's birthday, a second person's name, lists and parts are left alone", () => {
  const child = { ...born, id: "kind_geboren" };
  const second = { ...given, id: "zweiter_vorname" };
  const list = { id: "liste", type: "group", repeat: {}, elements: [{ ...given, id: "inner" }] };
  expect(prefillKnown(form([child], [list], [given, born, second]), petra)).toEqual({
    vorname: "Petra",
    geboren: "1985-02-04",
  });
  const part = compileForm({
    parts: [{ id: "teil" }],
    pages: [
      { id: "a", elements: [{ id: "frage", type: "yesno" }] },
      { id: "b", part: "teil", elements: [given] },
    ],
  });
  expect(part.ok && prefillKnown(part.form, petra)).toEqual({});
});

test("what the question would refuse is left out, not shown as a fault", () => {
  const asked = form([
    { ...given, maxLength: 3 },
    { ...born, max: 'date("1980-01-01")' },
  ]);
  expect(prefillKnown(asked, petra)).toEqual({});
});

test("a person and an address that are the person's own are filled as a whole, or not at all", () => {
  const self = { id: "ich", type: "person", self: true };
  const home = { id: "anschrift", type: "address", self: true };
  const child = { id: "kind", type: "person" };
  const other = { id: "grundstueck", type: "address" };
  const ich = { givenNames: "Petra", familyName: "Beispiel", birthDate: "1985-02-04" };
  const anschrift = { street: "Lindenweg", number: "7", postcode: "12345", place: "Musterstadt" };
  expect(prefillKnown(form([child, other, self, home, { ...given }]), petra)).toEqual({ ich, anschrift });
  expect(prefillKnown(form([{ ...self, birthDate: "none" }, born]), petra)).toEqual({
    ich: { givenNames: "Petra", familyName: "Beispiel" },
    geboren: "1985-02-04",
  });
  // A part that is missing or that the question refuses takes the whole with it: half a person is nobody's.
  const { birthDate: _, ...ageless } = petra;
  expect(prefillKnown(form([self]), ageless)).toEqual({});
  expect(prefillKnown(form([home]), { ...petra, postcode: "1234" })).toEqual({});
});

test("street and house number are told apart as people write them", () => {
  const numberOf = (street: string) => {
    const { anschrift } = prefillKnown(form([{ id: "anschrift", type: "address", self: true }]), { ...petra, street });
    const { street: road, number } = anschrift as { street: string; number?: string };
    return number === undefined ? [road] : [road, number];
  };
  for (const [line, ...apart] of [
    ["Lindenweg 7", "Lindenweg", "7"],
    ["Lindenweg 7a", "Lindenweg", "7a"],
    ["Am Markt 12 b", "Am Markt", "12 b"],
    ["Straße des 17. Juni 135", "Straße des 17. Juni", "135"],
    ["Hauptstr. 3-5", "Hauptstr.", "3-5"],
    ["Hauptstr. 3 / 5", "Hauptstr.", "3 / 5"],
    ["Q7, 24", "Q7", "24"],
    ["Hof Lindenau", "Hof Lindenau"],
    ["Platz der Republik", "Platz der Republik"],
  ])
    expect(numberOf(line!)).toEqual(apart);
});
