import { expect, test } from "vitest";
import { describeType } from "../../testing/describe-type.ts";
import { formOf } from "../../testing/story.ts";
import { story } from "./story.ts";

describeType(story);

test("coordinates a map wrote wrongly count as not given: nobody could mend a hidden box", () => {
  const words: Record<string, string[]> = {
    "frage.address": ["Feldweg"],
    "frage.latitude": ["999"],
    "frage.longitude": ["x"],
  };
  const reading = formOf(story).read("seite", { values: (name) => words[name] ?? [] }, {});
  expect(reading).toEqual({ answers: { frage: { address: "Feldweg" } }, unread: {}, faults: [] });
});
