import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "iban" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "DE89370400440532013000",
  long: "MT84MALT011000012345MTLCAST001S",
  wrong: { posted: { "": ["DE00 3704 0044 0532 0130 00"] }, code: "iban" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "DE89 3704 0044 0532 0130 00", code: "iban" },
    { value: "DE8937040044053201300", code: "iban" },
  ],
};
