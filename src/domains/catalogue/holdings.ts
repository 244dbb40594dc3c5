import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "catalogue.offers", of: "alliance", moves: { tenant: "tenant_id" }, person: { none: "public offers" } },
  { table: "catalogue.versions", of: "alliance", person: { none: "a counter" } },
];
