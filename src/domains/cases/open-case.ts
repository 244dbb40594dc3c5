import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { newId } from "../../platform/ids.ts";
import {
  listAttachments,
  noteCase,
  type Application,
  type FeeAssessment,
  type Submission,
} from "../applications/index.ts";
import { startProcess } from "../processes/index.ts";
import { drawFileReference, fileInto, openDossier } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import { findDepartment, getOwnTenant } from "../tenancy/index.ts";
import { awaitSheet } from "./ad-hoc-task.ts";
import { insertCase } from "./case-store.ts";
import type { Case } from "./case.ts";
import { beginDeemedApproval } from "./deemed-approval.ts";
import { conductorOf, serviceTitle, type Opening } from "./conduct.ts";

/** Opens the case of a received application: file reference, dossier, due date, first task; in the application's commit. */
export async function openCase(
  scope: TenantScope,
  {
    application,
    submission,
    fee,
  }: { application: Application; submission: Submission; fee: FeeAssessment | undefined },
): Promise<void> {
  const service = await loadPinned(scope, application.releaseId);
  const { definition } = service;
  const now = scope.clock.now();
  const id = newId(now);
  const [tenant, department, attachments, fileReference] = await Promise.all([
    getOwnTenant(scope),
    findDepartment(scope, definition.department),
    listAttachments(scope, application.id),
    // A trial draws no file reference and counts nowhere.
    application.mode === "live" ? drawFileReference(scope, definition.filingPlan) : null,
  ]);
  const receivedAt = application.receivedAt ?? now;
  const expectedBy = addWorkingDays(day(legalDay(now)), definition.processingDays, { land: tenant.land as Land });
  const opened: Case = {
    id,
    slug: application.slug,
    releaseId: application.releaseId,
    applicationId: application.id,
    source: application.source,
    mode: application.mode,
    status: "new",
    fileReference,
    departmentId: department?.id ?? null,
    assigneeId: null,
    title: serviceTitle(service),
    subject: application.subject,
    applicant: application.applicant,
    nextElement: null,
    nextTaskId: null,
    dueOn: expectedBy,
    deemedOn: null,
    news: null,
    receivedAt,
    changedAt: now,
  };
  const opening: Opening = {
    tenant,
    answers: submission.answers,
    opened,
    async write() {
      if (opening.stands) return;
      opening.stands = true;
      await insertCase(scope, opened);
    },
  };
  const contact = department?.contact ?? tenant.contact;
  const office = department?.name ?? tenant.name;
  await noteCase(
    scope,
    application,
    { office, contact: { name: office, phone: contact.phone, email: contact.email }, expectedBy },
    opened.fileReference,
  );
  if (opened.fileReference) {
    const dossier = await openDossier(scope, {
      fileReference: opened.fileReference,
      filingPlan: definition.filingPlan,
      title: [opened.title, opened.subject].filter(Boolean).join(": "),
      caseId: opened.id,
      departmentId: opened.departmentId,
    });
    await fileInto(scope, dossier, { title: "Antrag", kind: "application", sourceId: submission.id });
    for (const attachment of attachments) {
      await fileInto(scope, dossier, {
        title: attachment.name,
        kind: "attachment",
        fileId: attachment.fileId,
        sourceId: attachment.id,
        mediaType: attachment.type,
      });
    }
  }
  await audit(scope, {
    actor: "system",
    act: "cases.open",
    subject: opened.id,
    details: { application: application.id, department: opened.departmentId },
  });
  const conductor = await conductorOf(scope, opened, service, "system", opening);
  await startProcess(scope, opened.id, conductor, { gebuehr: fee?.amount ?? null });
  await opening.write?.();
  await beginDeemedApproval(scope, opened, service, legalDay(receivedAt));
  await noteIntake(scope, opened, submission);
}

/** An application that a caseworker took in says so in the history, and what is still to be signed is a task. */
async function noteIntake(scope: TenantScope, opened: Case, { hands }: Submission): Promise<void> {
  const taken = hands.find((hand) => hand.role === "caseworker");
  if (!taken) return;
  const act = taken.channel === "phone" ? "cases.take-in-phone" : "cases.take-in-counter";
  const actor: Actor = `staff:${taken.staffId}`;
  await audit(scope, { actor, act, subject: opened.id, details: { signed: taken.signed ?? null } });
  if (taken.signed === "sheet-to-come") await awaitSheet(scope, opened.id, taken.staffId);
}
