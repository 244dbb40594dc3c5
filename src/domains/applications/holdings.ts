import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  {
    table: "applications.applications",
    of: "tenant",
    person: { key: "application", column: "id" },
    leads: [{ by: "account", column: "account_id", gives: "application", as: "id" }],
  },
  {
    table: "applications.participants",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    leads: [
      // Who acts for somebody else is not who it is about.
      { by: "mail", column: "email", gives: "application", as: "application_id", only: { role: "applicant" } },
      { by: "application", column: "application_id", gives: "mail", as: "email", only: { role: "applicant" } },
    ],
  },
  { table: "applications.submissions", of: "tenant", person: { key: "application", column: "application_id" } },
  {
    table: "applications.attachments",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    files: ["file_id"],
  },
  { table: "applications.fee_assessments", of: "tenant", person: { key: "application", column: "application_id" } },
  {
    table: "applications.resume_keys",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    leads: [{ by: "reference", column: "reference", gives: "application", as: "application_id" }],
  },
  { table: "applications.code_tries", of: "tenant", person: { none: "digests of numbers, gone after a day" } },
  // The person who was asked; with the application it goes anyway, for it hangs on it.
  { table: "applications.invitations", of: "tenant", person: { key: "mail", column: "email" } },
  { table: "applications.idempotency", of: "tenant", person: { none: "digests and references, gone after a day" } },
];
