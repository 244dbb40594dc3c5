import { describe, expect, test } from "vitest";
import { compileForm } from "./compile.ts";
import { fieldType, type FieldType } from "./field-type.ts";
import { text } from "./types/text/index.tsx";

const page = (elements: unknown[], more: object = {}) => ({ pages: [{ id: "seite", elements, ...more }] });
const a = { id: "a", type: "text" };
const b = { id: "b", type: "yesno" };
const group = (elements: unknown[], more: object = {}) => ({ id: "g", type: "group", repeat: {}, elements, ...more });

describe("what is no form is refused with the place and a sentence", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["no definition", null, "", /expected object/i],
    ["no pages", { pages: [] }, "pages", /Too small/],
    ["an empty page", page([]), "pages.0.elements", /Too small/],
    ["an unknown type", page([{ id: "a", type: "hologram" }]), "pages.0.elements.0.type", /Invalid/],
    ["an unknown setting", page([{ ...a, colour: "red" }]), "pages.0.elements.0", /colour/],
    ["an id that is no name", page([{ ...a, id: "Mein Feld" }]), "pages.0.elements.0.id", /small letter/],
    ["an id that every object has", page([{ ...a, id: "constructor" }]), "pages.0.elements.0.id", /every object/],
    ["an id twice", page([a, a]), "a", /stands twice/],
    ["an option that is a field's id", page([a, { id: "c", type: "choice", options: ["a"] }]), "a", /stands twice/],
    ["an option twice", page([{ id: "c", type: "choice", options: ["x", "x"] }]), "c", /an option stands twice/],
    ["bounds the wrong way round", page([{ id: "n", type: "number", min: 10, max: 2 }]), "n", /smaller than min/],
    ["a most below the least", page([{ id: "n", type: "integer", min: 10, max: 2 }]), "n", /smaller than min/],
    ["an amount of money below its least", page([{ id: "n", type: "money", max: -1 }]), "n", /smaller than min/],
    ["a text longer than it may be", page([{ ...a, minLength: 9, maxLength: 2 }]), "a", /smaller than minLength/],
    ["a condition that is no FEEL", page([a, { ...b, when: "a ==" }]), "b", /./],
    ["a condition on an unknown name", page([{ ...b, when: "nichts = true" }]), "b", /nichts/],
    ["a condition on a later answer", page([{ ...a, when: "b = true" }, b]), "a", /asked before/],
    ["a page's condition on its own answer", page([a], { when: 'a = "x"' }), "seite", /asked before/],
    ["a duty on an unknown name", page([{ ...a, required: "nichts" }]), "a", /nichts/],
    [
      "a condition from outside on an answer in a group",
      page([group([a]), { ...b, when: 'a = "x"' }]),
      "b",
      /asked before/,
    ],
    ["a group in a group", page([group([group([a], { id: "h" })])]), "h", /another group/],
    [
      "a group in a section in a group",
      page([group([{ id: "s", type: "section", elements: [group([a], { id: "h" })] }])]),
      "h",
      /another group/,
    ],
    ["a group that can never be complete", page([group([a], { repeat: { min: 3, max: 2 } })]), "g", /smaller/],
    ["a group's duty on an unknown name", page([group([a], { required: "nichts" })]), "g", /nichts/],
    ["a repeat that can never be complete", page([{ ...a, repeat: { min: 3, max: 2 } }]), "a", /smaller/],
    ["files in a list of files", page([{ id: "f", type: "file", repeat: {} }]), "f", /several answers already/],
    [
      "choices in a list",
      page([{ id: "c", type: "choices", options: ["x"], repeat: {} }]),
      "c",
      /several answers already/,
    ],
    ["a limit that is no FEEL", page([{ id: "d", type: "date", min: "heute(" }]), "d", /./],
    ["a check at no field", page([a], { checks: [{ id: "k", test: "true", at: "z" }] }), "k", /names no field/],
    ["a check under an id that is taken", page([a], { checks: [{ id: "a", test: "true", at: "a" }] }), "a", /twice/],
    ["a check on an unknown name", page([a], { checks: [{ id: "k", test: "z = 1", at: "a" }] }), "k", /z/],
    [
      "a check outside that reads inside a group",
      page([group([a]), b], { checks: [{ id: "k", test: 'a = "x"', at: "b" }] }),
      "k",
      /a/,
    ],
    [
      "a computed value from later answers",
      page([
        { id: "c", type: "computed", value: "n + 1" },
        { id: "n", type: "integer" },
      ]),
      "c",
      /asked before/,
    ],
    ["a pattern that is none", page([{ ...a, pattern: "[a" }]), "a", /not a valid expression/],
    ["a pattern that repeats a repetition", page([{ ...a, pattern: "(a+)+" }]), "a", /repeats a repetition/],
    ["a pattern that looks ahead", page([{ ...a, pattern: "(?=a)a" }]), "a", /looks ahead/],
    ["a pattern that goes back", page([{ ...a, pattern: "(a)\\1" }]), "a", /refers back/],
    ["a pattern that counts too far", page([{ ...a, pattern: "a{5000}" }]), "a", /counts beyond/],
    ["a pattern that is too large", page([{ ...a, pattern: "(a{1000}){1000}" }]), "a", /too large/],
  ])("%s", (_, definition, at, message) => {
    const compiled = compileForm(definition);
    if (compiled.ok) throw new Error("it compiled");
    expect(compiled.problems.map((problem) => problem.at)).toContain(at);
    expect(compiled.problems.find((problem) => problem.at === at)?.message).toMatch(message);
  });

  test("all problems at once, not the first alone", () => {
    const compiled = compileForm(
      page([
        { ...a, when: "x" },
        { ...b, when: "y" },
      ]),
    );
    expect(compiled.ok ? [] : compiled.problems.map(({ at }) => at)).toEqual(["a", "b"]);
  });
});

describe("what a form may say", () => {
  test.each<[string, unknown]>([
    ["a check at a group", page([group([a])], { checks: [{ id: "k", test: "count(g) > 0", at: "g" }] })],
    [
      "a check at a repeated field",
      page([{ ...a, repeat: {} }], { checks: [{ id: "k", test: "count(a) > 1", at: "a" }] }),
    ],
    ["a check at a field in a group", page([group([a])], { checks: [{ id: "k", test: 'a != "x"', at: "a" }] })],
    ["a group that is a duty only sometimes", page([b, group([a], { required: "b = true" })])],
    ["a duty that depends on a later answer", page([{ ...a, required: "b" }, b])],
    ["a condition on an earlier answer of the same entry", page([group([b, { ...a, when: "b = true" }])])],
  ])("%s", (_, definition) => {
    expect(compileForm(definition)).toMatchObject({ ok: true });
  });
});

describe("types from outside", () => {
  test("one that takes the name of a type of the package is refused", () => {
    expect(compileForm(page([a]), { types: [fieldType(text)] })).toEqual({
      ok: false,
      problems: [{ at: "text", message: "a field type of this name is there already" }],
    });
  });

  test("one without a name is no type", () => {
    const nameless = { ...text, definition: text.definition.omit({ type: true }) } as unknown as FieldType;
    expect(() => compileForm(page([a]), { types: [nameless] })).toThrow("names no type");
  });
});
