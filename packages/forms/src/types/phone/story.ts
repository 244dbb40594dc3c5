import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "phone" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "+4966411234",
  long: "+491234567890123",
  wrong: { posted: { "": ["12 34"] }, code: "phone" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "06641 1234", code: "phone" },
    { value: "+4906641", code: "phone" },
  ],
};
