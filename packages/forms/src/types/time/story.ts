import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "time" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "14:30",
  long: "23:59",
  wrong: { posted: { "": ["25 Uhr"] }, code: "notATime" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "24:00", code: "notATime" },
  ],
};
