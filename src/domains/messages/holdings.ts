import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "messages.messages", of: "tenant", person: { key: "application", column: "application_id" } },
  { table: "messages.mails", of: "tenant", person: { key: "mail", column: "recipient" } },
];
