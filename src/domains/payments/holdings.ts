import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "payments.payments", of: "tenant", person: { key: "application", column: "application_id" } },
  { table: "payments.treasury_tasks", of: "tenant", person: { key: "application", column: "application_id" } },
];
