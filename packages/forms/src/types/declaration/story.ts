import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "declaration" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: true,
  long: true,
  wrong: { posted: {}, code: "requiredDeclaration" },
  refused: [{ value: false, code: "requiredDeclaration" }],
};
