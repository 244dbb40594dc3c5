import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { settleIncident as settle, type Settlement } from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { conductorOf, stopIfClosed } from "./conduct.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";

/** Settles an incident ("Störung") of the workflow: again, past it, or not at all. The reason is kept with the incident. */
export async function settleIncident(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  incidentId: string,
  { how, reason, flow }: { how: Settlement; reason: string; flow?: string },
): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  const actor = actorOf(caseworker);
  const conductor = await conductorOf(scope, found, await loadPinned(scope, found.releaseId), actor);
  const words = checkReason(reason);
  const element = await settle(scope, id, incidentId, conductor, {
    how,
    reason: words,
    by: actor,
    ...(flow && { flow }),
  });
  await stopIfClosed(scope, id, conductor, actor);
  await audit(scope, {
    actor,
    act: "cases.settle-incident",
    subject: id,
    details: { incident: incidentId, how, element },
  });
}
