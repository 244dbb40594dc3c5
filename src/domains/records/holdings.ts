import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "records.filing_plan_entries", of: "tenant", person: { none: "what matters are filed under" } },
  { table: "records.disposals", of: "tenant", person: { none: "proof of a disposal: reference and days, no name" } },
  { table: "records.counters", of: "tenant", person: { none: "numbers" } },
  { table: "records.free_numbers", of: "tenant", person: { none: "numbers" } },
  {
    table: "records.dossiers",
    of: "tenant",
    person: { key: "case", column: "case_id" },
    hold: { until: "held_until", reason: "retention period of the dossier" },
  },
  {
    table: "records.filed_documents",
    of: "tenant",
    person: { parent: "records.dossiers", column: "dossier_id" },
    files: ["file_id"],
  },
  {
    table: "records.document_texts",
    of: "tenant",
    person: { parent: "records.filed_documents", column: "document_id" },
  },
  { table: "records.words", of: "tenant", person: { parent: "records.filed_documents", column: "document_id" } },
];
