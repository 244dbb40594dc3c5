import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "file", maxFiles: 2, maxMegabytes: 1 },
  texts: {
    frage: { label: "Beispiel", hint: "Ein Hinweis", text: "Absatz eins.\n\nAbsatz zwei.", suffix: "Stück" },
    erste: "Erste",
    zweite: "Zweite",
  },
  filled: [{ attachment: "7b0c", name: "nachweis.pdf", size: 1000, type: "application/pdf" }],
  long: [
    { attachment: "7b0c", name: `${"n".repeat(100)}.pdf`, size: 1000000, type: "application/pdf" },
    { attachment: "7b0d", name: "b.png", size: 1, type: "image/png" },
  ],
  wrong: { posted: {}, code: "requiredFile" },
  refused: [
    { value: "datei", code: "wrongType" },
    { value: [], code: "requiredFile" },
    { value: [{ attachment: "a", name: "a", size: 1, type: "text/html" }], code: "fileType" },
    { value: [{ attachment: "a", name: "a", size: 2000000, type: "image/png" }], code: "fileTooLarge" },
  ],
};
