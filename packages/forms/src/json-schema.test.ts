import { expect, test } from "vitest";
import { children, formOfPages } from "./testing/form.ts";

test("the data contract: what must be there always, what may be there, and nothing else", () => {
  const form = formOfPages([
    {
      id: "p",
      elements: [
        { id: "a", type: "text", maxLength: 5, pattern: "[a-z]+" },
        { id: "b", type: "yesno", required: false },
        { id: "c", type: "integer", when: "b = true" },
        { id: "s", type: "section", when: "b = true", elements: [{ id: "d", type: "date" }] },
        { id: "t", type: "section", elements: [{ id: "e", type: "time" }] },
        { id: "satz", type: "information" },
        { id: "summe", type: "computed", value: "1 + 1" },
        { id: "l", type: "text", repeat: { min: 0, max: 4 }, required: false },
        { ...children({ id: "x", type: "yesno", when: 'vorname = "A"' }), required: true },
      ],
    },
    { id: "q", when: "b = true", elements: [{ id: "f", type: "email" }] },
  ]);
  const schema = form.jsonSchema() as { properties: Record<string, unknown>; required: string[] };
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
  });
  expect(schema.required).toEqual(["a", "e", "kinder"]);
  expect(Object.keys(schema.properties)).toEqual(["a", "b", "c", "d", "e", "l", "kinder", "f"]);
  expect(schema.properties).toMatchObject({
    a: { type: "string", minLength: 1, maxLength: 5, pattern: "^(?:[a-z]+)$" },
    b: { type: "boolean" },
    l: { type: "array", minItems: 1, maxItems: 4 },
    kinder: { type: "array", minItems: 1, maxItems: 3, items: { required: ["vorname"], additionalProperties: false } },
  });
});
