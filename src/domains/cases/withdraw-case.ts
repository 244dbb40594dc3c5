import type { Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Application } from "../applications/index.ts";
import { orderRefund } from "../payments/index.ts";
import { cancelProcess } from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { findCaseOf, lockCase } from "./case-store.ts";
import { refuseIfDeemed } from "./deemed-approval.ts";
import { endRequest, findOpenRequest } from "./request-store.ts";
import { conductorOf, endCase } from "./conduct.ts";

/** The citizen took the application back: the workflow ends, the case is closed as withdrawn. */
export async function withdrawCase(
  scope: TenantScope,
  { application, actor }: { application: Application; actor: Actor },
): Promise<void> {
  const known = await findCaseOf(scope, application.id);
  if (!known) return;
  const found = await lockCase(scope, known.id);
  if (found.status === "closed") return;
  refuseIfDeemed(scope, found);
  const service = await loadPinned(scope, found.releaseId);
  const request = await findOpenRequest(scope, found.id);
  if (request) await endRequest(scope, request.id, "withdrawn");
  await cancelProcess(scope, found.id, await conductorOf(scope, found, service, actor), actor);
  await endCase(scope, found.id, service, "withdrawn", actor, {});
  await orderRefund(scope, application.id, "withdrawn");
}
