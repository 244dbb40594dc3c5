/** How a case can end ("Erledigung"), as a workflow orders it. */
export const closureKinds = [
  "granted",
  "partly-granted",
  "refused",
  "acknowledged",
  "fulfilled",
  "withdrawn",
  "lapsed",
  "passed-on",
] as const;

export type ClosureKind = (typeof closureKinds)[number];
