import type { Holding } from "../../platform/holdings.ts";

const ofCase = { key: "case", column: "instance_id" } as const;

/** What this room holds; see platform/holdings.ts. An instance carries the id of its case. */
export const holdings: readonly Holding[] = [
  { table: "processes.instances", of: "tenant", person: { key: "case", column: "id" } },
  { table: "processes.tasks", of: "tenant", person: ofCase },
  { table: "processes.history", of: "tenant", person: ofCase },
  { table: "processes.waits", of: "tenant", person: ofCase },
  { table: "processes.messages", of: "tenant", person: ofCase },
  { table: "processes.failing_steps", of: "tenant", person: ofCase },
  { table: "processes.incidents", of: "tenant", person: ofCase },
];
