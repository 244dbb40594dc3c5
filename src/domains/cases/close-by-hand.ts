import type { TenantScope } from "../../platform/db/database.ts";
import { orderRefund } from "../payments/index.ts";
import { cancelProcess } from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker, Closure } from "./case.ts";
import { conductorOf, endCase } from "./conduct.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { endRequest, findOpenRequest } from "./request-store.ts";
import { tellApplicant, type Tell } from "./tell-applicant.ts";

/** Endings that need no decision and no letter of the service; what grants or refuses is the workflow's. */
export const endingsByHand = ["withdrawn", "lapsed", "fulfilled"] as const;
export type EndingByHand = (typeof endingsByHand)[number];

/** Ends a case past its workflow ("Erledigung von Hand"), also while a request is open: the reason is kept and told. */
export async function closeByHand(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { kind, reason, tell }: { kind: EndingByHand | "passed-on"; reason: string; tell?: Tell },
): Promise<Closure["kind"]> {
  const found = await enterOpenCase(scope, id, caseworker);
  const words = checkReason(reason);
  const actor = actorOf(caseworker);
  const service = await loadPinned(scope, found.releaseId);
  const request = await findOpenRequest(scope, id);
  if (request) await endRequest(scope, request.id, "dropped", words);
  await cancelProcess(scope, id, await conductorOf(scope, found, service, actor), actor);
  await endCase(scope, id, service, kind, actor, {}, { reason: words });
  await tellApplicant(scope, found, {
    kind: "message",
    tell: tell ?? (({ closed }) => ({ subject: closed[kind], body: words })),
    sender: caseworker.name,
  });
  if (kind === "withdrawn" && found.applicationId) await orderRefund(scope, found.applicationId, "withdrawn");
  return kind;
}
