import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "information" },
  texts: { frage: { label: "Beispiel" } },
  filled: "",
  long: "",
  wrong: { posted: {}, code: "unknownField" },
  refused: [],
};
