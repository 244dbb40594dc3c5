import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  { table: "tenancy.alliances", of: "alliance", person: { none: "public bodies" }, moves: "when-empty" },
  { table: "tenancy.tenants", of: "alliance", person: { none: "public bodies" }, moves: { tenant: "id" } },
  { table: "tenancy.departments", of: "tenant", person: { none: "offices" } },
  { table: "tenancy.staff", of: "tenant", person: { none: "people who work for the tenant, no citizens" } },
  { table: "tenancy.absences", of: "tenant", person: { none: "people who work for the tenant, no citizens" } },
  { table: "tenancy.shares", of: "tenant", person: { none: "ids and purposes" } },
];
