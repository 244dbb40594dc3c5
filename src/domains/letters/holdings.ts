import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "letters.drafts", of: "tenant", person: { key: "case", column: "case_id" } },
  { table: "letters.batches", of: "tenant", person: { none: "days and who posted" } },
  { table: "letters.letters", of: "tenant", person: { key: "case", column: "case_id" }, files: ["file_id"] },
];
