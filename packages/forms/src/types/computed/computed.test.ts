import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { compileForm } from "../../compile.ts";
import { showAnswers } from "../../display.ts";
import { renderPage } from "../../render-page.tsx";
import { describeType } from "../../testing/describe-type.ts";
import { viewOf } from "../../testing/story.ts";
import { noTexts, Wording } from "../../wording.ts";
import { story } from "./story.ts";

describeType(story);

function formWith(elements: unknown[]) {
  const compiled = compileForm({ pages: [{ id: "seite", elements }] });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.form;
}

const dogs = [
  { id: "hunde", type: "integer" },
  { id: "steuer", type: "computed", value: "hunde * 6000", as: "money" },
  { id: "grund", type: "text", when: "steuer > 10000" },
];

test("is shown, never posted, and conditions after it can read it", () => {
  const form = formWith(dogs);
  expect(render(renderPage(viewOf(story, "empty")))).toMatch(/25,00\s€/);
  expect(form.walk({ hunde: 1 }).computed).toEqual({ steuer: 6000 });
  expect(form.check({ hunde: 1 })).toEqual([]);
  expect(form.check({ hunde: 2 })).toEqual([{ path: "grund", code: "requiredText" }]);
  expect(form.check({ hunde: 1, steuer: 1 })).toEqual([{ path: "steuer", code: "unknownField" }]);
  const shown = showAnswers(form, { hunde: 1 }, new Wording(noTexts()));
  expect(shown[0]!.groups[0]!.entries.map(({ id, lines }) => [id, lines.join().replaceAll(/\s/g, " ")])).toEqual([
    ["hunde", "1"],
    ["steuer", "60,00 €"],
  ]);
});

test("without the answers it needs it has no value, and nothing is wrong with that", () => {
  const form = formWith(dogs);
  expect(form.walk({}).computed).toEqual({ steuer: undefined });
  expect(form.check({})).toEqual([{ path: "hunde", code: "requiredText" }]);
});

test("in a group it is computed in every entry", () => {
  const form = formWith([
    {
      id: "posten",
      type: "group",
      repeat: { min: 0, max: 3 },
      elements: [
        { id: "menge", type: "integer" },
        { id: "doppelt", type: "computed", value: "menge * 2", as: "number" },
      ],
    },
  ]);
  const answers = { posten: [{ menge: 2 }, { menge: 5 }] };
  expect(form.walk(answers).computed).toEqual({ "posten.0.doppelt": 4, "posten.1.doppelt": 10 });
  expect(form.check(answers)).toEqual([]);
});

test("may only use what stands before it", () => {
  const compiled = compileForm({ pages: [{ id: "seite", elements: [dogs[1], dogs[0]] }] });
  expect(compiled).toMatchObject({ ok: false, problems: [{ at: "steuer" }] });
});
