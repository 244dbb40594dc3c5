import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "integer", min: 1, max: 999999, suffix: true },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: 12,
  long: 999999,
  wrong: { posted: { "": ["zwölf"] }, code: "notANumber" },
  refused: [
    { value: "12", code: "wrongType" },
    { value: 1.5, code: "notWhole" },
    { value: 0, code: "tooSmall" },
    { value: 1000000, code: "tooLarge" },
  ],
};
