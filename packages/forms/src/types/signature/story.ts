import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "signature" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: { name: "Käthe Müller", agreed: true },
  long: { name: "K".repeat(120), agreed: true },
  wrong: { posted: { name: ["Käthe Müller"] }, code: "requiredDeclaration", part: "agreed" },
  refused: [
    { value: "Käthe", code: "wrongType" },
    { value: { agreed: true }, code: "requiredPart", part: "name" },
  ],
};
