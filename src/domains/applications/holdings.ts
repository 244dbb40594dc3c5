import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "applications.applications", of: "tenant", person: { key: "application", column: "id" } },
  { table: "applications.participants", of: "tenant", person: { key: "application", column: "application_id" } },
  { table: "applications.submissions", of: "tenant", person: { key: "application", column: "application_id" } },
  {
    table: "applications.attachments",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    files: ["file_id"],
  },
  { table: "applications.fee_assessments", of: "tenant", person: { key: "application", column: "application_id" } },
  { table: "applications.resume_keys", of: "tenant", person: { key: "application", column: "application_id" } },
  { table: "applications.idempotency", of: "tenant", person: { none: "digests and references, gone after a day" } },
];
