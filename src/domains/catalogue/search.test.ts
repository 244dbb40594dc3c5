import { expect, test } from "vitest";
import type { Offer } from "./offer.ts";
import { fold } from "../../platform/words.ts";
import { buildIndex, search } from "./search.ts";

const offer = (title: string, words: string[] = [], lead = ""): Offer => ({
  tenantId: "t",
  slug: title.toLowerCase().replaceAll(" ", "-"),
  version: 1,
  kind: "own",
  title,
  lead,
  category: "x",
  lifeEvents: [],
  words,
  office: "Amt",
  minutes: 5,
  cost: "kostenlos",
  translations: {},
  accountNeeded: false,
  ozg: null,
  leika: [],
});

const index = buildIndex([
  offer("Hund anmelden", ["Hundesteuer", "Welpe", "Vierbeiner"]),
  offer("Geburtsurkunde bestellen", ["Urkunde", "Stammbuch"]),
  offer("Versammlung anzeigen", ["Demo", "Kundgebung", "Mahnwache"]),
]);

test.each([
  ["hund anmelden", "Hund anmelden"],
  ["hunt anmelden", "Hund anmelden"],
  ["ich möchte meinen Hund anmelden", "Hund anmelden"],
  ["hundesteur", "Hund anmelden"],
  ["welpe", "Hund anmelden"],
  ["gebuhrtsurkunde", "Geburtsurkunde bestellen"],
  ["Urkunde", "Geburtsurkunde bestellen"],
  ["demo", "Versammlung anzeigen"],
  ["VERSAMMLUNG", "Versammlung anzeigen"],
])("finds what is meant by %s", (query, title) => {
  expect(search(index, query)[0]?.offer.title).toBe(title);
});

test("finds a service in every language it speaks", () => {
  const dog = {
    ...offer("Hund anmelden"),
    translations: { en: { title: "Register a dog" }, ar: { title: "تسجيل كلب" } },
  };
  const spoken = buildIndex([dog, offer("Register einsehen"), offer("Geburtsurkunde bestellen")]);
  for (const query of ["I want to register my dog", "dogs", "كلب"])
    expect(search(spoken, query)[0]?.offer.title, query).toBe("Hund anmelden");
});

test("says which words were met where", () => {
  expect(search(index, "welpe")[0]?.why).toEqual([{ word: "welpe", met: "Welpe", where: "words" }]);
});

test("finds nothing for nothing and for signs alone", () => {
  expect(search(index, "")).toEqual([]);
  expect(search(index, "%:*&|!()")).toEqual([]);
});

test("folds every spelling of an umlaut to the same word", () => {
  expect(new Set(["Müll", "Muell", "MÜLL", "mu\u0308ll"].map(fold)).size).toBe(1);
});
