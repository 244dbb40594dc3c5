import { toJson } from "@allmende/feel";
import { describe, expect, test } from "vitest";
import type { Answers } from "./answer.ts";
import { children, formOfPages, formWith } from "./testing/form.ts";

const form = formOfPages([
  {
    id: "wer",
    elements: [
      { id: "firma", type: "yesno" },
      { id: "name", type: "text" },
    ],
  },
  { id: "firmendaten", when: "firma = true", elements: [{ id: "rechtsform", type: "text" }] },
  {
    id: "ende",
    elements: [
      { id: "satz", type: "information", when: 'rechtsform = "GmbH"' },
      { id: "zusage", type: "declaration", when: 'rechtsform = "GmbH"' },
    ],
  },
]);

describe("the path of pages", () => {
  test.each<[Answers, string[]]>([
    [{}, ["wer"]],
    [{ firma: false }, ["wer"]],
    [{ firma: true }, ["wer", "firmendaten"]],
    [{ firma: true, rechtsform: "GmbH" }, ["wer", "firmendaten", "ende"]],
    // An answer to a question that is no longer asked opens nothing.
    [{ firma: false, rechtsform: "GmbH" }, ["wer"]],
  ])("%j", (answers, pages) => {
    expect(form.walk(answers).pages).toEqual(pages);
  });

  test("a page is complete when nothing on it is missing or wrong", () => {
    expect(form.plan({ firma: true, name: "A" })).toEqual([
      { page: "wer", complete: true },
      { page: "firmendaten", complete: false },
    ]);
  });
});

test("an answer that is not asked now counts for nothing, but is not thrown away", () => {
  const answers = { firma: false, name: "A", rechtsform: "GmbH" };
  expect(form.walk(answers).effective).toEqual({ firma: false, name: "A" });
  expect(toJson(form.context(answers))).toEqual({ firma: false, name: "A" });
  expect(answers.rechtsform).toBe("GmbH");
});

describe("a simple condition means what FEEL means", () => {
  const asked = (definition: object, when: string, value: unknown): boolean => {
    const one = formWith([
      { id: "a", ...definition },
      { id: "b", type: "text", when },
    ]);
    return one.walk({ a: value } as Answers).asked.length === 2;
  };
  const integer = { type: "number", decimals: 6 };
  const choice = { type: "choice", options: ["x", "y"] };
  const cases: [object, string, unknown][] = [];
  for (const value of [undefined, 0, 1, 500, 500.5, -1, 0.1, 1e15, "500", true])
    for (const operator of ["=", "!=", "<", "<=", ">", ">="])
      for (const literal of ["500", "0.1", "-1"]) cases.push([integer, `a ${operator} ${literal}`, value]);
  for (const value of [undefined, "x", "y", "z", 1, true])
    for (const when of ['a = "x"', 'a != "x"', 'a = "x" and a != "y"']) cases.push([choice, when, value]);
  for (const value of [undefined, true, false, "true", 1])
    for (const when of ["a = true", "a != true", "a = false", "a != false"])
      cases.push([{ type: "yesno" }, when, value]);

  test.each(cases)("%j %s with %j", (definition, when, value) => {
    // Brackets keep the second from being simple.
    expect(asked(definition, when, value)).toBe(asked(definition, `(${when})`, value));
  });
});

test("an expression can read the parts of a composite answer, and lists of entries", () => {
  const one = formWith([
    { id: "wohnung", type: "address" },
    children(),
    { id: "fern", type: "text", when: 'wohnung.postcode != "35325"' },
    { id: "viele", type: "text", when: "count(kinder[vorname != null]) > 1" },
  ]);
  const wohnung = { street: "A", postcode: "35325", place: "B" };
  const paths = (answers: Answers) => one.walk(answers).asked.map(({ path }) => path);
  expect(paths({ wohnung })).toEqual(["wohnung"]);
  expect(paths({ wohnung: { ...wohnung, postcode: "12345" } })).toContain("fern");
  expect(paths({ wohnung, kinder: [{ vorname: "A" }, { vorname: "B" }] })).toContain("viele");
});

test("a path leads to its field wherever it stands, and to its page", () => {
  const one = formOfPages([
    {
      id: "p",
      elements: [
        { id: "ich", type: "person" },
        { id: "staaten", type: "text", repeat: {} },
      ],
    },
    { id: "q", elements: [children({ id: "wer", type: "person" })] },
  ]);
  expect(
    ["ich", "ich.familyName", "staaten.3", "kinder", "kinder.0", "kinder.0.wer", "kinder.0.wer.birthDate"].map(
      (path) => `${one.at(path)?.id} ${one.pageOf(path)}`,
    ),
  ).toEqual(["ich p", "ich p", "staaten p", "kinder q", "kinder q", "wer q", "wer q"]);
  expect(one.at("fremd")).toBeUndefined();
  expect(one.pageOf("fremd")).toBeUndefined();
});
