/** A type of field added from outside: `compileForm(definition, { types })`, and nothing of the package is touched. */
import { compileForm, readJson, readRow } from "@allmende/forms";
import { describeType } from "@allmende/forms/testing";
import { expect, test } from "vitest";
import { shoeSize } from "./shoe-size/index.tsx";
import { story } from "./shoe-size/story.ts";

describeType(story, [shoeSize]);

const definition = {
  pages: [
    {
      id: "seite",
      elements: [
        { id: "schuh", type: "shoe_size" },
        { id: "breite", type: "text", when: "schuh > 45" },
        { id: "alle", type: "shoe_size", repeat: { min: 0, max: 2 }, required: false },
      ],
    },
  ],
};

test("without it the form is refused; with it it is a form like any other", () => {
  expect(compileForm(definition)).toMatchObject({ ok: false });
  const compiled = compileForm(definition, { types: [shoeSize] });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { form } = compiled;
  expect(form.check({ schuh: 46 })).toEqual([{ path: "breite", code: "requiredText" }]);
  expect(form.check({ schuh: 42, alle: [40.5, 60] })).toEqual([
    { path: "alle.1", code: "tooLarge", details: { max: 50 } },
  ]);
  const row = readRow(form, { schuh: "EU 42 1/2" });
  expect(row).toEqual({ answers: { schuh: 42.5 }, faults: [] });
  expect({ ...readJson(form, '{"schuh":42.5}').answers }).toEqual(row.answers);
  expect(form.jsonSchema()).toMatchObject({ properties: { schuh: { type: "number", maximum: 50 } } });
});
