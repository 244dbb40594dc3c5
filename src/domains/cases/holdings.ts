import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "cases.cases", of: "tenant", person: { key: "case", column: "id" } },
  { table: "cases.closures", of: "tenant", person: { key: "case", column: "case_id" } },
  { table: "cases.information_requests", of: "tenant", person: { key: "case", column: "case_id" } },
  {
    table: "cases.requested_items",
    of: "tenant",
    person: { parent: "cases.information_requests", column: "request_id" },
  },
  { table: "cases.notes", of: "tenant", person: { key: "case", column: "case_id" } },
  { table: "cases.tallies", of: "tenant", person: { none: "counts only" } },
  { table: "cases.words", of: "tenant", person: { key: "case", column: "case_id" } },
  { table: "cases.saved_views", of: "tenant", person: { none: "the desk of a member of staff, no citizen" } },
];
