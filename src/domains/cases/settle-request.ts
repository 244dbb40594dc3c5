import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { pushStatus } from "../applications/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkDay, checkReason } from "./add-note.ts";
import type { Case, Caseworker, InformationRequest } from "./case.ts";
import { updateCase } from "./case-store.ts";
import { resumeDeemedApproval } from "./deemed-approval.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { followRequest } from "./follow-request.ts";
import { resume } from "./receive-supplement.ts";
import { endRequest, findOpenRequest } from "./request-store.ts";
import { tellApplicant } from "./tell-applicant.ts";

async function enterAsking(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
): Promise<{ found: Case; request: InformationRequest; applicationId: string }> {
  const found = await enterOpenCase(scope, id, caseworker);
  const request = await findOpenRequest(scope, id);
  if (!request || !found.applicationId) throw new Refusal("cases.no_request");
  return { found, request, applicationId: found.applicationId };
}

/** Gives the citizen more time to answer ("Fristverlängerung"); reminder and look-after are ordered anew. */
export async function extendRequest(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { until, reason }: { until: string; reason: string },
): Promise<void> {
  const { found, request, applicationId } = await enterAsking(scope, caseworker, id);
  const words = checkReason(reason);
  if (checkDay(until) <= legalDay(scope.clock.now()) || until <= request.until)
    throw new Refusal("cases.deadline_past");
  write(
    scope,
    sql`update cases.information_requests set until = ${until}, reminded_at = null, overdue_at = null where id = ${request.id}`,
  );
  followRequest(scope, request.id, until);
  await updateCase(scope, { ...found, dueOn: until, news: null });
  await pushStatus(scope, applicationId, "waiting-for-citizen", { request: { id: request.id, until } });
  await tellApplicant(scope, found, {
    kind: "request",
    tell: ({ moreTime, answerUntil, day }) => ({ subject: moreTime, body: `${answerUntil(day(until))}\n\n${words}` }),
    sender: caseworker.name,
  });
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.extend-request",
    subject: id,
    details: { request: request.id, until },
  });
}

/** Goes on with what is there ("Entscheidung nach Aktenlage"): the request ends unanswered, with the reason. */
export async function dropRequest(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  reason: string,
): Promise<void> {
  const { found, request, applicationId } = await enterAsking(scope, caseworker, id);
  const words = checkReason(reason);
  await endRequest(scope, request.id, "dropped", words);
  const dueOn = await resume(scope, found, request);
  await updateCase(scope, { ...found, status: "in-progress", dueOn, news: null });
  await resumeDeemedApproval(scope, found, await loadPinned(scope, found.releaseId));
  await pushStatus(scope, applicationId, "in-process", { request: undefined });
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.drop-request",
    subject: id,
    details: { request: request.id },
  });
}
