import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. An instance carries the id of its case. */
export const holdings: readonly Holding[] = [
  { table: "processes.instances", of: "tenant", person: { key: "case", column: "id" } },
  { table: "processes.tasks", of: "tenant", person: { key: "case", column: "instance_id" } },
  { table: "processes.history", of: "tenant", person: { key: "case", column: "instance_id" } },
];
