import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "money", max: 100000000 },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: 100050,
  long: 100000000,
  wrong: { posted: { "": ["viel"] }, code: "notMoney" },
  refused: [
    { value: "12", code: "wrongType" },
    { value: 1.5, code: "wrongType" },
    { value: -1, code: "tooLittleMoney" },
    { value: 1e14, code: "tooMuchMoney" },
  ],
};
