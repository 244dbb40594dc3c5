import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "plate" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "VB-AB 123",
  long: "VB-AB 123E",
  wrong: { posted: { "": ["BAB123"] }, code: "plateWithoutMark" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "VB AB 123", code: "plate" },
    { value: "VBV-AB 1234E", code: "plate" },
  ],
};
