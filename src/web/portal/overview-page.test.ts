import { compileForm } from "@allmende/forms";
import { expect, test } from "vitest";
import { stepStates } from "./overview-page.tsx";

const compiled = compileForm({
  pages: [
    {
      id: "eins",
      elements: [
        { id: "name", type: "text" },
        { id: "hund", type: "yesno" },
      ],
    },
    { id: "zwei", when: "hund = true", elements: [{ id: "rasse", type: "text" }] },
    { id: "drei", elements: [{ id: "bemerkung", type: "text", required: false }] },
    { id: "vier", elements: [{ id: "plz", type: "text", pattern: "\\d{5}" }] },
  ],
});
if (!compiled.ok) throw new Error("the form is broken");
const { form } = compiled;
const now = new Date("2026-11-17T09:00:00Z");
const states = (answers: Parameters<typeof stepStates>[1]) =>
  Object.fromEntries(stepStates(form, answers, now).map(({ page, state }) => [page, state]));

test("a step is done when it is complete and was answered, never by having been passed over", () => {
  expect(states({})).toEqual({ eins: "open", drei: "optional", vier: "open" });
  expect(states({ name: "Petra" })).toEqual({ eins: "begun", drei: "optional", vier: "open" });
  expect(states({ name: "Petra", hund: false, plz: "1" })).toEqual({ eins: "done", drei: "optional", vier: "begun" });
});

test("an answer brings steps and takes them away; what is no longer asked counts nowhere", () => {
  expect(states({ name: "Petra", hund: true })).toMatchObject({ eins: "done", zwei: "open" });
  expect(states({ name: "Petra", hund: false, rasse: "Dackel" })).not.toHaveProperty("zwei");
  expect(states({ name: "Petra", hund: true, rasse: "Dackel", bemerkung: "nett", plz: "12345" })).toEqual({
    eins: "done",
    zwei: "done",
    drei: "done",
    vier: "done",
  });
});
