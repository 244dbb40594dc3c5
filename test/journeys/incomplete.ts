/** What axe cannot decide by itself ("incomplete"), each with what a person found when looking. */
export const explained: { rule: string; target: RegExp; because: string }[] = [
  {
    rule: "th-has-data-cells",
    target: /^(table|\.al-table)$/,
    because:
      "The inbox groups its rows by due date; the heading of a group spans all columns and belongs to the rows below it " +
      "(scope=rowgroup). Every other heading has cells, and screen readers announce the group with each row.",
  },
  {
    rule: "color-contrast",
    target: /\.al-steps__title > \.al-untranslated/,
    because:
      "The line between the numbers of the steps is a pseudo element beside the title, not behind it: the title stands " +
      "on the page's own ground, in the colour of all text.",
  },
];
