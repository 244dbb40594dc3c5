import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "text", maxLength: 40, pattern: "[A-ZÄÖÜ].*", autocomplete: "organization" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "Käthe Müller",
  long: "Ä".repeat(40),
  wrong: { posted: { "": ["klein"] }, code: "pattern" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "", code: "requiredText" },
    { value: "A".repeat(41), code: "tooLong" },
    { value: "A\uD800", code: "invalid" },
  ],
};
