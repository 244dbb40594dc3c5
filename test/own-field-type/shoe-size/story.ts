import type { Story } from "@allmende/forms/testing";

export const story: Story = {
  definition: { type: "shoe_size", most: 48 },
  filled: 42.5,
  long: 48,
  wrong: { posted: { "": ["groß"] }, code: "invalid" },
  refused: [
    { value: "42", code: "wrongType" },
    { value: 42.3, code: "wrongType" },
    { value: 12, code: "tooSmall" },
    { value: 49, code: "tooLarge" },
  ],
};
