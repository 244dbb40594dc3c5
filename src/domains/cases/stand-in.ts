import type { TenantScope } from "../../platform/db/database.ts";
import { listPresentDeputies } from "../tenancy/index.ts";
import type { Case, Caseworker } from "./case.ts";

/** Whether a case is this person's to work on: their own, or that of somebody for whom they stand in today. */
export async function mayWorkOn(
  scope: TenantScope,
  { id }: Pick<Caseworker, "id">,
  { assigneeId }: Pick<Case, "assigneeId">,
): Promise<boolean> {
  if (!assigneeId || assigneeId === id) return assigneeId === id;
  return (await listPresentDeputies(scope, [assigneeId])).get(assigneeId) === id;
}
