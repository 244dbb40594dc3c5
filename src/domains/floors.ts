/**
 * The floors of the house: a room may use rooms of lower floors through their doors, never one of its own floor or
 * above. The walls test reads this list, and migrations run in its order.
 */
export const floors = [
  ["tenancy", "making"],
  ["identity", "catalogue", "payments", "records", "messages", "letters", "processes"],
  ["services"],
  ["applications"],
  ["cases"],
] as const;

export type Room = (typeof floors)[number][number];

export const rooms: readonly Room[] = floors.flat();
