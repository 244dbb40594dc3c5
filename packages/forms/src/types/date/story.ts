import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "date", min: 'date("2000-01-01")', max: 'date("2099-12-31")', birthday: true },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: "2024-02-29",
  long: "2099-12-31",
  wrong: { posted: { day: ["31"], month: ["2"], year: ["2024"] }, code: "notADate" },
  refused: [
    { value: 5, code: "wrongType" },
    { value: "2023-02-29", code: "notADate" },
    { value: "1999-12-31", code: "dateTooEarly" },
    { value: "2100-01-01", code: "dateTooLate" },
  ],
};
