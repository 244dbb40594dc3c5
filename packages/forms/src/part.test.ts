import { describe, expect, test } from "vitest";
import { compileForm } from "./compile.ts";
import type { Form } from "./form.ts";
import { answersFor } from "./part.ts";

const name = { id: "name", type: "text" };
const secret = { id: "einkommen", type: "integer", required: false };
const shared = { id: "gemeinsam", type: "yesno" };
const agrees = { id: "einverstanden", type: "declaration" };

const definition = (part: object = {}, page: object = {}, own: unknown[] = []) => ({
  parts: [{ id: "zweite", shows: ["name"], ...part }],
  pages: [
    { id: "erste_seite", elements: [name, secret, shared, ...own] },
    { id: "zweite_seite", part: "zweite", when: "gemeinsam = true", elements: [agrees], ...page },
  ],
});

function form(...given: Parameters<typeof definition>): Form {
  const compiled = compileForm(definition(...given));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.form;
}

describe("a part that cannot be kept apart is refused with the place and a sentence", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["a part without a page", { ...definition(), pages: [definition().pages[0]] }, "zweite", /no page has the part/],
    ["a page of an unknown part", definition({}, { part: "dritte" }), "zweite_seite", /names no part: dritte/],
    ["a part that shows what nobody asks", definition({ shows: ["nichts"] }), "zweite", /"shows" names no answer/],
    [
      "a part that shows its own answers",
      definition({ shows: ["einverstanden"] }),
      "zweite",
      /"shows" names no answer/,
    ],
    [
      "a condition on what the part is not shown",
      definition({}, { elements: [{ ...agrees, when: "einkommen > 1" }] }),
      "einverstanden",
      /those it shows and its own/,
    ],
    [
      "a check on what the part is not shown",
      definition({}, { checks: [{ id: "c", test: "einkommen > 1", at: "einverstanden" }] }),
      "c",
      /those it shows and its own/,
    ],
    [
      "a question of the applicant that follows from the part",
      definition({}, {}, [{ id: "danach", type: "text", required: "einverstanden = true" }]),
      "danach",
      /einverstanden/,
    ],
    [
      "a file in a part",
      definition({}, { elements: [{ id: "f", type: "file", maxFiles: 1 }] }),
      "f",
      /file cannot be asked/,
    ],
    ["a part of the id of a page", definition({ id: "erste_seite" }), "erste_seite", /stands twice/],
  ])("%s", (_, given, at, message) => {
    const compiled = compileForm(given);
    if (compiled.ok) throw new Error("it was taken");
    expect(compiled.problems).toContainEqual({ at, message: expect.stringMatching(message) });
  });
});

test("a part's expressions use what it shows and its own answers", () => {
  const elements = [agrees, { id: "grund", type: "text", when: 'name = "x"', required: "einverstanden != true" }];
  expect(form({}, { elements }).parts[0]).toMatchObject({ id: "zweite", pages: ["zweite_seite"], required: true });
});

test("its pages are asked where the applicant's answers ask for them, and are not the applicant's to fill in", () => {
  const asked = form();
  const together = { name: "A", gemeinsam: true };
  expect(asked.askedParts({ name: "A", gemeinsam: false })).toEqual([]);
  expect(asked.askedParts(together).map(({ id }) => id)).toEqual(["zweite"]);
  const walk = asked.walk(together);
  expect(walk.pages).toEqual(["erste_seite", "zweite_seite"]);
  expect(asked.ownPages(walk)).toEqual(["erste_seite"]);
  expect(asked.check(together)).toMatchObject([{ path: "einverstanden" }]);
});

test("a form that goes without a part asks nothing of it and keeps nothing of it", () => {
  const without = new Set(["zweite"]);
  const answers = { name: "A", gemeinsam: true, einverstanden: true };
  expect(form().check({ name: "A", gemeinsam: true }, { without })).toEqual([]);
  expect(form().walk(answers, { without }).effective).toEqual({ name: "A", gemeinsam: true });
});

test("the person of a part sees what it shows and their own, nothing else", () => {
  const answers = { name: "A", einkommen: 9, gemeinsam: true, einverstanden: true };
  expect(answersFor(form().parts[0]!, answers)).toEqual({ name: "A", einverstanden: true });
});

test("a part by itself is walked and checked with what it shows, and its person learns nothing else from it", () => {
  const elements = [agrees, { id: "grund", type: "text", when: 'name = "A"' }];
  const own = form({}, { elements });
  const alone = { pages: ["zweite_seite"], given: { name: "A" } };
  const walk = own.walk({ einverstanden: true }, { alone });
  expect(walk.pages).toEqual(["zweite_seite"]);
  expect(own.check({ einverstanden: true }, { alone, page: "zweite_seite" })).toMatchObject([{ path: "grund" }]);
  expect(own.check({ einverstanden: true }, { alone: { ...alone, given: { name: "B" } } })).toEqual([]);
});

test("the contract demands what a part must say only where the form cannot go without it", () => {
  const required = (part: object) => form(part, { when: undefined }).jsonSchema().required;
  expect(required({})).toContain("einverstanden");
  expect(required({ required: false })).not.toContain("einverstanden");
});
