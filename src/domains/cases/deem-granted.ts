import type { CompiledService } from "@allmende/service-package";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql } from "../../platform/db/query.ts";
import { findFee } from "../applications/index.ts";
import { cancelProcess } from "../processes/index.ts";
import { fileDocument } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import { giveToOffice } from "./ad-hoc-task.ts";
import { germanDay } from "./applicant-words.ts";
import type { Case } from "./case.ts";
import { conductorOf, endCase } from "./conduct.ts";
import { addDeemedStep, deemedJob, listDeemedSteps } from "./deemed-approval.ts";
import { enterIfThere } from "./enter-case.ts";
import { tellApplicant } from "./tell-applicant.ts";

/** What should have been deemed granted by now, though its job was lost: ordered once more, by the upkeep of each day. */
export async function catchUpDeemed(scope: TenantScope): Promise<number> {
  const late = await rows<{ case: string; endsOn: string }>(
    scope,
    sql`select id as case, deemed_on::text as "endsOn" from cases.cases where deemed_on < ${legalDay(scope.clock.now())}`,
  );
  for (const due of late) scope.enqueue(deemedJob, due);
  return late.length;
}

/**
 * The period has run and nobody decided: the case is deemed granted (§ 42a Abs. 1 VwVfG). Of this and a decision at the
 * same moment one wins, by the lock on the case; a job that comes twice, or for a day that moved, changes nothing.
 */
export async function deemGranted(scope: TenantScope, due: { case: string; endsOn: string }): Promise<void> {
  const found = await enterIfThere(scope, due.case);
  if (!found || found.deemedOn !== due.endsOn) return;
  if (legalDay(scope.clock.now()) <= due.endsOn) return;
  const service = await loadPinned(scope, found.releaseId);
  const last = (await listDeemedSteps(scope, found.id)).at(-1)!;
  addDeemedStep(scope, found.id, { ...last, step: "occurred", reason: "", by: "system" });
  await fileDocument(scope, found.id, {
    title: "Eintritt der Genehmigungsfiktion",
    kind: "deemed-approval",
    sourceId: found.id,
  });
  await cancelProcess(scope, found.id, await conductorOf(scope, found, service, "system"), "system");
  const reason = `Bis zum Ablauf des ${germanDay(due.endsOn)} wurde nicht entschieden. Der Antrag gilt als genehmigt: ${last.law}, § 42a VwVfG.`;
  await endCase(scope, found.id, service, "granted", "system", {}, { reason, deemedOn: due.endsOn });
  await demandFee(scope, found, service);
  await tellApplicant(scope, found, {
    kind: "message",
    tell: ({ deemed, deemedBy, day }) => ({ subject: deemed, body: deemedBy(day(due.endsOn), last.law) }),
  });
}

/** No letter of the workflow tells the fee any more: somebody must write it. What was paid at application is settled. */
async function demandFee(scope: TenantScope, found: Case, { definition }: CompiledService): Promise<void> {
  const fee = found.applicationId ? await findFee(scope, found.applicationId) : undefined;
  if (!fee?.amount || definition.payment === "first") return;
  await giveToOffice(scope, found, "Gebühr festsetzen: Der Antrag gilt als genehmigt", 5, "system");
}
