import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "choice", options: ["erste", "zweite"] },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "erste",
  long: "zweite",
  wrong: { posted: { "": ["dritte"] }, code: "notAnOption" },
  refused: [
    { value: "dritte", code: "notAnOption" },
    { value: ["erste"], code: "wrongType" },
  ],
};
