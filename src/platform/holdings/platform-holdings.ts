import type { Holding } from "../holdings.ts";

/** What the platform's own tables hold: ids, codes and days; the words of the audit trail go with what they are about. */
export const platformHoldings: readonly Holding[] = [
  { table: "platform.unnamed_files", of: "tenant", person: { none: "ids of files that nothing names" } },
  { table: "platform.upkeep_days", of: "tenant", person: { none: "days" } },
  { table: "audit.lines", of: "tenant", person: { none: "ids, codes and salted digests" } },
  { table: "audit.seals", of: "tenant", person: { none: "hashes" } },
  { table: "audit.contents", of: "tenant", person: { key: "case", column: "subject" } },
];
