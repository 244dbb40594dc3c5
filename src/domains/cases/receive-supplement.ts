import { addWorkingDays, day, workingDaysBetween, type Land } from "@allmende/deadlines";
import type { Path } from "@allmende/forms";
import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { listAttachments, pushStatus, type Application, type Submission } from "../applications/index.ts";
import { sendMessage } from "../messages/index.ts";
import { listTasks, postponeTask } from "../processes/index.ts";
import { fileDocument } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Case, InformationRequest } from "./case.ts";
import { findCaseOf, lockCase, updateCase } from "./case-store.ts";
import { resumeDeemedApproval } from "./deemed-approval.ts";
import { answerItems, endRequest, findOpenRequest } from "./request-store.ts";

/** The citizen's answer arrived: items are met, the case goes on when none is open, the caseworker sees that it is new. */
export async function receiveSupplement(
  scope: TenantScope,
  {
    application,
    submission,
    changed,
    message,
  }: { application: Application; submission: Submission; changed: Path[]; message: string },
): Promise<void> {
  const found = await findCaseOf(scope, application.id);
  if (!found) return;
  const locked = await lockCase(scope, found.id);
  await fileDocument(scope, found.id, { title: "Nachreichung", kind: "supplement", sourceId: submission.id });
  for (const attachment of await listAttachments(scope, application.id)) {
    if (attachment.addedAt >= (application.receivedAt ?? new Date(0)) && changed.includes(attachment.path)) {
      await fileDocument(scope, found.id, {
        title: attachment.name,
        kind: "attachment",
        fileId: attachment.fileId,
        sourceId: attachment.id,
        mediaType: attachment.type,
      });
    }
  }
  await audit(scope, {
    actor: submission.enteredBy,
    act: "cases.supplement",
    subject: found.id,
    details: { submission: submission.id },
  });
  if (message.trim()) {
    await sendMessage(scope, {
      applicationId: application.id,
      accountId: application.accountId,
      mode: application.mode,
      sender: "citizen",
      senderName: application.applicant,
      kind: "message",
      subject: "Antwort",
      body: message.trim().slice(0, 5000),
    });
  }
  const request = await findOpenRequest(scope, found.id);
  if (!request) {
    await updateCase(scope, { ...locked, news: "answer" });
    return;
  }
  await answerItems(scope, request.id, changed);
  const open = request.items.filter((item) => !item.answered && !changed.includes(item.path));
  if (open.length > 0) {
    await updateCase(scope, { ...locked, news: "answer" });
    return;
  }
  await endRequest(scope, request.id, "answered");
  const dueOn = await resume(scope, locked, request);
  await updateCase(scope, { ...locked, status: "in-progress", dueOn, news: "answer" });
  await resumeDeemedApproval(scope, locked, await loadPinned(scope, locked.releaseId));
  await pushStatus(scope, application.id, "in-process", { request: undefined });
}

/** While the office waits its own period stands still: what was left when it asked, at least one working day, is left now. */
export async function resume(scope: TenantScope, found: Case, request: InformationRequest): Promise<string | null> {
  const task = (await listTasks(scope, found.id)).find(({ id }) => id === found.nextTaskId);
  if (!task?.dueOn) return null;
  const place = { land: (await getOwnTenant(scope)).land as Land };
  const left = Math.max(1, workingDaysBetween(day(legalDay(request.askedAt)), day(task.dueOn), place));
  const dueOn = addWorkingDays(day(legalDay(scope.clock.now())), left, place);
  await postponeTask(scope, task.id, dueOn, "request");
  return dueOn;
}
