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
