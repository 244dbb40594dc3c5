import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, sql } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { actorOf as actorOfPerson, getApplication, lockForPlatform, type Person } from "../applications/index.ts";
import { loadPinned } from "../services/index.ts";
import { giveToOffice, listAdHocTasks } from "./ad-hoc-task.ts";
import type { Caseworker } from "./case.ts";
import { findCaseOf, lockCase } from "./case-store.ts";
import { addDeemedStep, listDeemedSteps, type DeemedStep } from "./deemed-approval.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { sendLetter } from "./send-letter.ts";

const taskTitle = "Bescheinigung nach § 42a Abs. 3 VwVfG schreiben";
const withinWorkingDays = 5;

async function getOccurred(scope: TenantScope, caseId: string): Promise<DeemedStep> {
  const occurred = (await listDeemedSteps(scope, caseId)).find(({ step }) => step === "occurred");
  if (!occurred) throw new Refusal("cases.deemed_not_occurred");
  return occurred;
}

/**
 * Certifies on demand, in writing, that the case is deemed granted (§ 42a Abs. 3 VwVfG). `written` is how many certificates
 * whoever asks knows of: a second click writes no second letter, a new demand does.
 */
export async function certifyDeemedApproval(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  written: number,
): Promise<void> {
  const found = await enterCase(scope, id, caseworker);
  const occurred = await getOccurred(scope, id);
  const certified = (await listDeemedSteps(scope, id)).filter(({ step }) => step === "certified").length;
  if (certified > written) return;
  const service = await loadPinned(scope, found.releaseId);
  const by = actorOf(caseworker);
  await sendLetter(scope, found, service, service.definition.deemedApproval!.letters.certificate, {}, by);
  addDeemedStep(scope, id, { ...occurred, step: "certified", by });
  await change(
    scope,
    sql`update cases.ad_hoc_tasks set done_by = ${by}, done_at = ${scope.clock.now()} where case_id = ${id} and title = ${taskTitle} and done_at is null`,
  );
  await audit(scope, { actor: by, act: "cases.certify-deemed", subject: id });
}

/** The applicant wants the certificate: the office gets a task, once however often they ask. */
export async function demandCertificate(scope: TenantScope, person: Person, applicationId: string): Promise<void> {
  await getApplication(scope, person, applicationId);
  await lockForPlatform(scope, applicationId);
  const known = await findCaseOf(scope, applicationId);
  if (!known) throw new NotFound("case");
  const found = await lockCase(scope, known.id);
  await getOccurred(scope, found.id);
  if (await findDemand(scope, found.id)) return;
  const by = actorOfPerson(person);
  await giveToOffice(scope, found, taskTitle, withinWorkingDays, by);
  await audit(scope, { actor: by, act: "cases.demand-certificate", subject: found.id });
}

const findDemand = async (scope: TenantScope, caseId: string): Promise<boolean> =>
  (await listAdHocTasks(scope, caseId)).some(({ title, doneAt }) => title === taskTitle && !doneAt);

/** Where a deemed approval stands, for the page of whoever applied: none, to be certified, or demanded already. */
export async function findCertificate(
  scope: TenantScope,
  applicationId: string,
): Promise<"none" | "open" | "demanded"> {
  const found = await findCaseOf(scope, applicationId);
  const occurred = found && (await listDeemedSteps(scope, found.id)).some(({ step }) => step === "occurred");
  if (!occurred) return "none";
  return (await findDemand(scope, found.id)) ? "demanded" : "open";
}
