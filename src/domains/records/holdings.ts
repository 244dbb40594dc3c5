import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "records.counters", of: "tenant", person: { none: "numbers" } },
  {
    table: "records.dossiers",
    of: "tenant",
    person: { key: "case", column: "case_id" },
    hold: { until: "retain_until", reason: "retention period of the dossier" },
  },
  {
    table: "records.filed_documents",
    of: "tenant",
    person: { parent: "records.dossiers", column: "dossier_id" },
    files: ["file_id"],
  },
];
