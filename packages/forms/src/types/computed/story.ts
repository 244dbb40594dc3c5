import type { Story } from "../../testing/story.ts";

export const story: Story = {
  definition: { type: "computed", value: "1250 * 2", as: "money" },
  texts: { frage: { label: "Beispiel" } },
  filled: "",
  long: "",
  wrong: { posted: {}, code: "unknownField" },
  refused: [],
};
