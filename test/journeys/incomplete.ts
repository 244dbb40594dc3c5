/** What axe cannot decide by itself ("incomplete"), each with what a person found when looking. */
export const explained: { rule: string; target: RegExp; because: string }[] = [];
