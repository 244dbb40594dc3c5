import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "email" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "kaethe@beispiel.de",
  long: `${"k".repeat(64)}@beispiel.de`,
  wrong: { posted: { "": ["kaethe@"] }, code: "email" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "a b@c.de", code: "email" },
    { value: `${"a@".repeat(200)}c.de`, code: "email" },
  ],
};
