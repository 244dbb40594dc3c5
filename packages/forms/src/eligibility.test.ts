import { expect, test } from "vitest";
import { compileForm } from "./compile.ts";

const form = (eligibility: unknown) =>
  compileForm({ eligibility, pages: [{ id: "seite", elements: [{ id: "name", type: "text" }] }] });
const questions = {
  id: "vorab",
  elements: [
    { id: "alter_jahre", type: "integer", min: 0 },
    { id: "hier", type: "yesno" },
  ],
  barriers: [
    { id: "zu_jung", when: "alter_jahre < 18" },
    { id: "nicht_hier", when: "hier = false" },
  ],
};

test("all that keeps a person from applying is told; what is open keeps nobody", () => {
  const compiled = form(questions);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { eligibility, names, answerable } = compiled.form;
  expect(eligibility?.judge({ alter_jahre: 17, hier: false })).toEqual(["zu_jung", "nicht_hier"]);
  expect(eligibility?.judge({ alter_jahre: 18, hier: true })).toEqual([]);
  expect(eligibility?.judge({})).toEqual([]);
  // Its questions are none of the application.
  expect([names, [...answerable.keys()]]).toEqual([["name"], ["name"]]);
});

test.each([
  ["an answer of the form", { ...questions, barriers: [{ id: "x", when: 'name = "Petra"' }] }, "x"],
  ["an id of the form", { ...questions, id: "seite" }, "seite"],
  ["an id that stands twice", { ...questions, barriers: [{ id: "hier", when: "hier" }] }, "hier"],
])("refuses %s", (_, eligibility, at) => {
  const compiled = form(eligibility);
  expect(compiled.ok ? [] : compiled.problems.map((problem) => problem.at)).toContain(at);
});
