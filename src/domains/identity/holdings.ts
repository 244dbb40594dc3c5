import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  {
    table: "identity.accounts",
    of: "alliance",
    person: { key: "account", column: "id" },
    leads: [
      { by: "mail", column: "email", gives: "account", as: "id" },
      { by: "account", column: "id", gives: "mail", as: "email" },
    ],
  },
  {
    table: "identity.sign_ins",
    of: "alliance",
    person: { none: "a sign-in under way, gone after a quarter of an hour" },
  },
  { table: "identity.handovers", of: "alliance", person: { key: "account", column: "account_id" } },
  { table: "identity.sessions", of: "tenant", person: { key: "account", column: "account_id" } },
];
