import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "choices", options: ["erste", "zweite"] },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: ["erste"],
  long: ["erste", "zweite"],
  wrong: { posted: { "": ["dritte"] }, code: "notAnOption" },
  refused: [
    { value: "erste", code: "wrongType" },
    { value: [], code: "requiredChoice" },
    { value: ["erste", "erste"], code: "notAnOption" },
  ],
};
