import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "yesno" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: true,
  long: false,
  wrong: { posted: { "": ["vielleicht"] }, code: "notAnOption" },
  refused: [{ value: "ja", code: "wrongType" }],
};
