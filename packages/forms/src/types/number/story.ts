import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "number", min: 0.1, max: 1000000, decimals: 2 },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: 12.5,
  long: 999999.99,
  wrong: { posted: { "": ["1,2,3"] }, code: "notANumber" },
  refused: [
    { value: "12", code: "wrongType" },
    { value: 1.234, code: "tooManyDecimals" },
    { value: 0, code: "tooSmall" },
    { value: 1e99, code: "tooLarge" },
  ],
};
