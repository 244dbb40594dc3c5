import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { findFee, pushStatus } from "../applications/index.ts";
import { reopenDossier } from "../records/index.ts";
import { restartProcess } from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkReason } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { findClosure, updateCase } from "./case-store.ts";
import { beginDeemedApproval } from "./deemed-approval.ts";
import { conductorOf } from "./conduct.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { findOpenObjection } from "./objection.ts";
import { tellApplicant } from "./tell-applicant.ts";

export type ReopeningCause = "objection" | "new-facts" | "mistake" | "returned";

/** A closed case went on ("Wiederaufnahme"); the closures before it stay. */
export interface Reopening {
  id: string;
  cause: ReopeningCause;
  reason: string;
  reopenedBy: string;
  reopenedAt: Date;
}

/** Takes a closed case up again: its workflow begins anew, the closure stays as it was. */
export async function reopenCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { cause, reason }: { cause: ReopeningCause; reason: string },
): Promise<void> {
  const found = await enterCase(scope, id, caseworker);
  // An objection is decided as such, or it would stay open against a decision that no longer stands.
  if (await findOpenObjection(scope, id)) throw new Refusal("cases.objection_undecided");
  await goOn(scope, found, { cause, reason: checkReason(reason), actor: actorOf(caseworker), assignee: caseworker.id });
  await tellApplicant(scope, found, {
    kind: "message",
    tell: ({ reopened }) => ({ subject: reopened, body: reason.trim() }),
    sender: caseworker.name,
  });
}

/** The re-opening itself; the case is locked. What its applicant took back stays closed. */
export async function goOn(
  scope: TenantScope,
  found: Case,
  { cause, reason, actor, assignee }: { cause: ReopeningCause; reason: string; actor: Actor; assignee: string | null },
): Promise<void> {
  if (found.status !== "closed") throw new Refusal("cases.not_closed");
  const closure = await findClosure(scope, found.id);
  if (closure?.kind === "withdrawn" && !closure.closedBy.startsWith("staff:")) throw new Refusal("cases.withdrawn");
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into cases.reopenings (tenant_id, id, case_id, cause, reason, reopened_by, reopened_at)
        values (${scope.tenant}, ${newId(now)}, ${found.id}, ${cause}, ${reason}, ${actor}, ${now})`,
  );
  await updateCase(scope, { ...found, status: "in-progress", assigneeId: assignee ?? found.assigneeId, news: null });
  await reopenDossier(scope, found.id);
  if (found.applicationId)
    await pushStatus(scope, found.applicationId, "in-process", { closure: undefined, closedAt: undefined });
  await audit(scope, { actor, act: "cases.reopen", subject: found.id, details: { cause } });
  const service = await loadPinned(scope, found.releaseId);
  const fee = found.applicationId ? await findFee(scope, found.applicationId) : undefined;
  const conductor = await conductorOf(scope, found, service, actor);
  // What was decided once is never deemed; a case that ended without a decision is open to it again, from today.
  if (!(await wasDecided(scope, found.id))) await beginDeemedApproval(scope, found, service, legalDay(now));
  await restartProcess(scope, found.id, conductor, { by: actor, variables: { gebuehr: fee?.amount ?? null } });
}

const wasDecided = async (scope: TenantScope, caseId: string): Promise<boolean> =>
  (await findRow(scope, sql`select from cases.closures where case_id = ${caseId} and decision is not null limit 1`)) !==
  undefined;

export async function listReopenings(scope: TenantScope, caseId: string): Promise<Reopening[]> {
  return rows(
    scope,
    sql<Reopening>`select id, cause, reason, reopened_by as "reopenedBy", reopened_at as "reopenedAt" from cases.reopenings where case_id = ${caseId} order by id`,
  );
}
