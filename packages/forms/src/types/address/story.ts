import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "address", self: true, foreign: true },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: { street: "Marktplatz", number: "1 a", postcode: "35325", place: "Lindenau" },
  long: {
    street: "S".repeat(55),
    number: "1".repeat(11),
    addition: "Z".repeat(55),
    place: "O".repeat(80),
    country: "L".repeat(80),
  },
  wrong: {
    posted: { street: ["Marktplatz"], postcode: ["3532"], place: ["Lindenau"] },
    code: "postcode",
    part: "postcode",
  },
  refused: [
    { value: "Marktplatz 1", code: "wrongType" },
    { value: { street: "Marktplatz", postcode: "00999", place: "Lindenau" }, code: "postcode", part: "postcode" },
    { value: { street: "Rue", place: "Lyon", country: "" }, code: "requiredPart", part: "country" },
  ],
};
