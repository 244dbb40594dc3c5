import { describe, expect, test } from "vitest";
import type { Answers, FileRef } from "./answer.ts";
import { postAnswers } from "./post-answers.ts";
import type { PageInput } from "./read-page.ts";
import { children, formWith } from "./testing/form.ts";

const input = (words: Record<string, string | string[]>, more: Partial<PageInput> = {}): PageInput => ({
  values: (name) => [words[name] ?? []].flat(),
  ...more,
});

describe("what a page posted", () => {
  const form = formWith([
    { id: "name", type: "text" },
    { id: "tag", type: "date" },
    { id: "staaten", type: "text", repeat: { min: 0, max: 3 } },
    { id: "nachweis", type: "file" },
    { id: "satz", type: "information" },
    children({ id: "geboren", type: "date" }),
  ]);

  test("is read into the draft; what stands on other pages stays", () => {
    const reading = form.read("seite", input({ name: " Käthe " }), { anders: 1 });
    expect(reading).toEqual({ answers: { anders: 1, name: "Käthe" }, unread: {}, faults: [] });
  });

  test("an emptied box takes the answer away; the draft handed in is not touched", () => {
    const before = { name: "Käthe" };
    expect(form.read("seite", input({ name: "" }), before).answers).toEqual({});
    expect(before).toEqual({ name: "Käthe" });
  });

  test("words that cannot be read are kept beside the draft, with their fault", () => {
    const words = { "tag.day": "31", "tag.month": "2", "tag.year": "2024" };
    expect(form.read("seite", input(words), {})).toEqual({
      answers: {},
      unread: { tag: { day: ["31"], month: ["2"], year: ["2024"] } },
      faults: [{ path: "tag", code: "notADate" }],
    });
  });

  test("a list is read as far as it is posted, and one beyond its end, so that the check can say so", () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`staaten.${index}`, `S${index}`]));
    expect(form.read("seite", input({ ...many, "staaten._anzahl": "9" }), {}).answers.staaten).toHaveLength(4);
    expect(form.read("seite", input({ ...many, "staaten._anzahl": "1e9" }), {}).answers.staaten).toHaveLength(1);
    expect(form.read("seite", input({ ...many, "staaten._anzahl": "-5" }), {}).answers.staaten).toBeUndefined();
  });

  test("an entry is removed when its removal was asked for, and an empty one is none", () => {
    const words = { "kinder._anzahl": "3", "kinder.0.vorname": "A", "kinder.1.vorname": "B", "kinder.2.vorname": "" };
    expect(form.read("seite", input(words), {}).answers.kinder).toEqual([{ vorname: "A" }, { vorname: "B" }]);
    expect(form.read("seite", input(words, { remove: "kinder.0" }), {}).answers.kinder).toEqual([{ vorname: "B" }]);
  });

  test("an entry of nothing but unreadable words stays, or its place would be another's", () => {
    const words = { "kinder._anzahl": "2", "kinder.0.geboren.day": "x", "kinder.1.vorname": "B" };
    expect(form.read("seite", input(words), {}).answers.kinder).toEqual([{}, { vorname: "B" }]);
  });

  test("files come from the host, and go when asked", () => {
    const ref: FileRef = { attachment: "a1", name: "a.pdf", size: 1, type: "application/pdf" };
    const before: Answers = { nachweis: [ref] };
    const files = new Map([["nachweis", [{ ...ref, attachment: "a2" }]]]);
    expect(form.read("seite", input({ nachweis: "forged" }), before).answers.nachweis).toEqual([ref]);
    expect(form.read("seite", input({}, { files }), before).answers.nachweis).toHaveLength(2);
    expect(form.read("seite", input({}, { remove: "nachweis:a1" }), before).answers.nachweis).toBeUndefined();
    const [other, two] = [{ ...ref, attachment: "b" }, { nachweis: [ref, { ...ref, attachment: "c" }] }];
    const instead = form.read("seite", input({}, { files: new Map([["nachweis:a1", [other]]]) }), two).answers;
    expect((instead.nachweis as FileRef[]).map(({ attachment }) => attachment)).toEqual(["b", "c"]);
    // One that did not fit leaves the old one where it is.
    expect(form.read("seite", input({}, { files: new Map([["nachweis:a1", []]]) }), two).answers).toEqual(two);
  });

  test("names it does not ask for are not looked at", () => {
    expect(form.read("seite", input({ __proto__x: "1", satz: "1", "name.day": "1" }), {}).answers).toEqual({});
    expect(() => form.read("andere", input({}), {})).toThrow("no page andere");
  });
});

test("what answers would post is read back as those answers", () => {
  const form = formWith([
    { id: "ich", type: "person", more: true },
    { id: "wege", type: "choices", options: ["rad", "bus"] },
    { id: "tage", type: "date", repeat: {} },
    children({ id: "betrag", type: "money" }, { id: "wo", type: "address" }),
    { id: "unter", type: "section", elements: [{ id: "konto", type: "mandate" }] },
  ]);
  const answers: Answers = {
    ich: { givenNames: "Zoë", familyName: "Ávila", birthName: "B", birthDate: "1980-11-03" },
    wege: ["rad", "bus"],
    tage: ["2024-02-29", "2024-03-01"],
    kinder: [
      { vorname: "A", betrag: 100050, wo: { street: "S", postcode: "35325", place: "L" } },
      { vorname: "B", betrag: 1 },
    ],
    konto: { accountHolder: "Z", iban: "DE89370400440532013000", agreed: true },
  };
  expect(form.read("seite", postAnswers(form, "seite", answers), {})).toEqual({ answers, unread: {}, faults: [] });
});
