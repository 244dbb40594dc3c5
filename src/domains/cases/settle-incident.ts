import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import {
  listOpenIncidents,
  settleIncident as settle,
  type Settlement,
  type StoredIncident,
} from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { conductorOf, stopIfClosed } from "./conduct.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { listSeen, type Beholder } from "./see-case.ts";

/** Open incidents of the cases somebody sees, oldest first. */
export async function listSeenIncidents(scope: TenantScope, who: Beholder): Promise<StoredIncident[]> {
  const open = await listOpenIncidents(scope);
  const seen = await listSeen(scope, who, [...new Set(open.map(({ instanceId }) => instanceId))]);
  return open.filter(({ instanceId }) => seen.has(instanceId));
}

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
