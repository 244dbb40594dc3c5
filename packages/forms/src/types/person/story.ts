import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "person", self: true, more: true },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: { givenNames: "Zoë", familyName: "D’Ávila-Šimić", birthDate: "1980-11-03" },
  long: {
    doctorate: "Dr.",
    givenNames: "Ä".repeat(80),
    familyName: "Ž".repeat(120),
    birthName: "Ō".repeat(120),
    birthDate: "1900-01-01",
  },
  wrong: {
    posted: { givenNames: ["Zoë"], familyName: ["4711"], birthDate: ["3.11.1980"] },
    code: "notAName",
    part: "familyName",
  },
  refused: [
    { value: "Zoë", code: "wrongType" },
    { value: { givenNames: "Zoë", familyName: "Ávila" }, code: "requiredPart", part: "birthDate" },
    { value: { givenNames: "Zoë", familyName: "Ávila", birthDate: "1980-02-30" }, code: "notADate", part: "birthDate" },
    { value: { givenNames: "Zoë", familyName: "Ávila", birthDate: "1980-02-03", rank: 1 }, code: "unknownField" },
  ],
};
