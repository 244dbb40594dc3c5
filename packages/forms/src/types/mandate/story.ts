import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "mandate" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: { accountHolder: "Käthe Müller", iban: "DE89370400440532013000", agreed: true },
  long: { accountHolder: "K".repeat(70), iban: "DE89370400440532013000", agreed: true },
  wrong: {
    posted: { accountHolder: ["Käthe"], iban: ["DE89370400440532013000"] },
    code: "requiredDeclaration",
    part: "agreed",
  },
  refused: [
    { value: "DE89370400440532013000", code: "wrongType" },
    { value: { accountHolder: "K", iban: "DE1", agreed: true }, code: "iban", part: "iban" },
    {
      value: { accountHolder: "K", iban: "DE89370400440532013000", agreed: false },
      code: "requiredDeclaration",
      part: "agreed",
    },
  ],
};
