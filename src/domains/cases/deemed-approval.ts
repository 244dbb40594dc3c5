/**
 * A case that counts as granted when nobody decides in time ("Genehmigungsfiktion", § 42a VwVfG), only where the service
 * names the law that orders it. The period begins with the complete documents: an open information request means that it
 * has not begun. Every step of it is a line, the last is the present one.
 */
import { addDays, day, deadlineAfter, parsePeriod, type Land, type Reason } from "@allmende/deadlines";
import { findText, type CompiledService } from "@allmende/service-package";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { json, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { defineJob } from "../../platform/jobs.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Case } from "./case.ts";
import { setDeemedOn } from "./case-store.ts";

/** One step of a deemed approval ("Genehmigungsfiktion"), as it was counted then. Days are legal days, ISO. */
export interface DeemedStep {
  id: string;
  step: "begun" | "halted" | "extended" | "occurred" | "certified";
  /** Since when the documents are complete; null while something is missing. */
  completeOn: string | null;
  /** The day with whose end it occurs; null while something is missing. */
  endsOn: string | null;
  /** The law that orders it, in its German words, and its period ("P3M"). */
  law: string;
  period: string;
  reasons: readonly Reason[];
  /** Why it was extended, in the caseworker's words. */
  reason: string;
  by: Actor;
  at: Date;
}

/** The first moment at which it is deemed granted. `endsOn` names the day it was ordered for: once that moved, the job is stale. */
export const deemedJob = defineJob<{ case: string; endsOn: string }>("cases.deemed-approval", 100);

export async function listDeemedSteps(scope: TenantScope, caseId: string): Promise<DeemedStep[]> {
  return rows(
    scope,
    sql<DeemedStep>`select id, step, complete_on::text as "completeOn", ends_on::text as "endsOn", law, period, reasons, reason, by, at
      from cases.deemed_approvals where case_id = ${caseId} order by id`,
  );
}

/** The documents are complete: the period begins with that day, which is not counted (§ 31 VwVfG, § 187 Abs. 1 BGB). */
export async function beginDeemedApproval(
  scope: TenantScope,
  about: Pick<Case, "id" | "source">,
  service: CompiledService,
  completeOn: string,
): Promise<void> {
  const rule = service.definition.deemedApproval;
  // What nobody applied for is not granted by silence.
  if (!rule || about.source === "ex-officio") return;
  const { land } = await getOwnTenant(scope);
  const counted = deadlineAfter(day(completeOn), parsePeriod(rule.period)!, { land: land as Land });
  const extended = (await listDeemedSteps(scope, about.id)).find(({ step }) => step === "extended");
  const endsOn = extended?.endsOn && extended.endsOn > counted.ends ? extended.endsOn : counted.ends;
  addDeemedStep(scope, about.id, {
    step: "begun",
    completeOn,
    endsOn,
    law: lawOf(service, rule.law),
    period: rule.period,
    reasons: counted.reasons,
    reason: "",
    by: "system",
  });
  awaitDeemedApproval(scope, about.id, endsOn);
  await audit(scope, {
    actor: "system",
    act: "cases.begin-deemed",
    subject: about.id,
    details: { completeOn, endsOn },
  });
}

/** Something is missing, so the period has not begun, whatever was thought before. */
export async function haltDeemedApproval(
  scope: TenantScope,
  { id, deemedOn }: Case,
  by: Actor,
  reason = "",
): Promise<void> {
  const last = deemedOn ? (await listDeemedSteps(scope, id)).at(-1) : undefined;
  if (!last) return;
  addDeemedStep(scope, id, { ...last, step: "halted", completeOn: null, endsOn: null, reasons: [], reason, by });
  setDeemedOn(scope, id, null);
}

/** What was missing is there, or is asked for no more: from today the documents count as complete. */
export async function resumeDeemedApproval(scope: TenantScope, about: Case, service: CompiledService): Promise<void> {
  if (!service.definition.deemedApproval) return;
  const last = (await listDeemedSteps(scope, about.id)).at(-1);
  if (last?.step === "halted") await beginDeemedApproval(scope, about, service, legalDay(scope.clock.now()));
}

export function addDeemedStep(scope: TenantScope, caseId: string, added: Omit<DeemedStep, "id" | "at">): void {
  const now = scope.clock.now();
  const { step, completeOn, endsOn, law, period, reasons, reason, by } = added;
  write(
    scope,
    sql`insert into cases.deemed_approvals (tenant_id, id, case_id, step, complete_on, ends_on, law, period, reasons, reason, by, at)
        values (${scope.tenant}, ${newId(now)}, ${caseId}, ${step}, ${completeOn}, ${endsOn}, ${law}, ${period}, ${json(reasons)}, ${reason}, ${by}, ${now})`,
  );
}

/** The case stands with its day, and the job is ordered for the moment after it. */
export function awaitDeemedApproval(scope: TenantScope, caseId: string, endsOn: string): void {
  setDeemedOn(scope, caseId, endsOn);
  scope.enqueue(deemedJob, { case: caseId, endsOn }, { at: startOfDay(addDays(day(endsOn), 1)) });
}

/** Whether the period has run by now: then the law has decided, also when its job comes late. */
export const isDeemedGranted = (scope: TenantScope, { deemedOn }: Pick<Case, "deemedOn">): boolean =>
  deemedOn !== null && legalDay(scope.clock.now()) > deemedOn;

/** What the law has decided, nobody decides otherwise a moment later. */
export function refuseIfDeemed(scope: TenantScope, found: Pick<Case, "deemedOn">): void {
  if (isDeemedGranted(scope, found)) throw new Refusal("cases.deemed_granted");
}

const lawOf = ({ texts }: CompiledService, id: string): string => findText(texts.de ?? {}, id, "label") ?? id;
