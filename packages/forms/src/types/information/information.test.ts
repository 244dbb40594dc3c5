import { expect, test } from "vitest";
import { describeType } from "../../testing/describe-type.ts";
import { formOf } from "../../testing/story.ts";
import { story } from "./story.ts";

describeType(story);

test("has no answer: one from a machine is refused, and no expression can name it", () => {
  const form = formOf(story);
  expect(form.check({ frage: "x" })).toEqual([{ path: "frage", code: "unknownField" }]);
  expect(form.names).toEqual([]);
  expect(form.jsonSchema()).toMatchObject({ properties: {}, additionalProperties: false });
  expect(form.walk({}).pages).toEqual(["seite"]);
});
