import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  {
    table: "services.packages",
    of: "alliance",
    person: { none: "published packages" },
    moves: { with: "services.releases", column: "package_hash", as: "hash" },
  },
  { table: "services.adoptions", of: "tenant", person: { none: "what a municipality offers" } },
  { table: "services.releases", of: "tenant", person: { none: "what a municipality offers" } },
];
