import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "location" },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: { address: "Marktplatz 1", latitude: "50.6543", longitude: "9.2" },
  long: { address: "W".repeat(250) },
  wrong: { posted: { latitude: ["50.1"], longitude: ["weit weg"] }, code: "requiredPart", part: "address" },
  refused: [
    { value: "Marktplatz 1", code: "wrongType" },
    { value: { latitude: "1" }, code: "requiredPart", part: "address" },
    { value: { address: "x", latitude: "90.1" }, code: "notACoordinate", part: "latitude" },
  ],
};
