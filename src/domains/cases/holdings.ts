import type { Holding } from "../../platform/holdings.ts";

const ofCase = { key: "case", column: "case_id" } as const;

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  {
    table: "cases.cases",
    of: "tenant",
    person: { key: "case", column: "id" },
    leads: [
      { by: "reference", column: "file_reference", gives: "case", as: "id" },
      { by: "application", column: "application_id", gives: "case", as: "id" },
      { by: "case", column: "id", gives: "application", as: "application_id" },
    ],
  },
  { table: "cases.closures", of: "tenant", person: ofCase },
  { table: "cases.deemed_approvals", of: "tenant", person: ofCase },
  { table: "cases.information_requests", of: "tenant", person: ofCase },
  {
    table: "cases.requested_items",
    of: "tenant",
    person: { parent: "cases.information_requests", column: "request_id" },
  },
  { table: "cases.assignments", of: "tenant", person: ofCase },
  { table: "cases.participations", of: "tenant", person: ofCase },
  { table: "cases.due_notices", of: "tenant", person: ofCase },
  { table: "cases.reopenings", of: "tenant", person: ofCase },
  { table: "cases.objections", of: "tenant", person: ofCase },
  { table: "cases.statements", of: "tenant", person: ofCase },
  {
    table: "cases.statement_answers",
    of: "tenant",
    person: { none: "an authority's own statement; the one who asked keeps a copy with the case" },
  },
  { table: "cases.handovers", of: "tenant", person: ofCase },
  { table: "cases.handover_answers", of: "tenant", person: ofCase },
  { table: "cases.ad_hoc_tasks", of: "tenant", person: ofCase },
  { table: "cases.tags", of: "tenant", person: ofCase },
  { table: "cases.links", of: "tenant", person: ofCase },
  { table: "cases.signatures", of: "tenant", person: ofCase },
  {
    table: "cases.contacts",
    of: "tenant",
    person: ofCase,
    leads: [
      { by: "mail", column: "email", gives: "case", as: "case_id", only: { role: "applicant" } },
      { by: "case", column: "case_id", gives: "mail", as: "email", only: { role: "applicant" } },
    ],
  },
  { table: "cases.notes", of: "tenant", person: ofCase },
  { table: "cases.tallies", of: "tenant", person: { none: "counts only" } },
  { table: "cases.words", of: "tenant", person: ofCase },
  { table: "cases.desk_settings", of: "tenant", person: { none: "the desk of a member of staff, no citizen" } },
  { table: "cases.saved_views", of: "tenant", person: { none: "the desk of a member of staff, no citizen" } },
];
