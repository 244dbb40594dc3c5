import { addWorkingDays, day, workingDaysBetween, type Land } from "@allmende/deadlines";
import type { Path } from "@allmende/forms";
import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import {
  findApplicantEmail,
  getForOffice,
  listAttachments,
  pushStatus,
  type Application,
  type Submission,
} from "../applications/index.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { listTasks, postponeTask } from "../processes/index.ts";
import { fileDocument } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Case, Caseworker, InformationRequest, RequestReason } from "./case.ts";
import {
  answerItems,
  endRequest,
  findCaseOf,
  findOpenRequest,
  insertRequest,
  lockCase,
  updateCase,
} from "./case-store.ts";
import { enterCase } from "./enter-case.ts";
import { takeCase } from "./take-case.ts";

export interface Demand {
  items: { path: Path; reason: RequestReason }[];
  message: string;
  /** Legal day, ISO; in the future. */
  until: string;
}

/** Demands exactly the named items ("Nachforderung"); the case waits until they come. */
export async function requestInformation(
  scope: TenantScope,
  caseworker: Caseworker,
  caseId: string,
  { items, message, until }: Demand,
): Promise<string> {
  const found = await enterCase(scope, caseId);
  if (found.status === "closed" || !found.applicationId) throw new Refusal("cases.closed");
  if (await findOpenRequest(scope, caseId)) throw new Refusal("cases.request_open");
  if (items.length === 0) throw new Refusal("cases.nothing_requested");
  const now = scope.clock.now();
  if (until <= legalDay(now)) throw new Refusal("cases.deadline_past");
  const service = await loadPinned(scope, found.releaseId);
  const unknown = items.find(({ path }) => !service.form.field(path));
  if (unknown) throw new Refusal("cases.unknown_item", { path: unknown.path });
  if (found.assigneeId !== caseworker.id) await takeCase(scope, caseworker, caseId);
  const request: InformationRequest = {
    id: newId(now),
    caseId,
    message,
    until,
    state: "open",
    askedBy: caseworker.id,
    askedAt: now,
    answeredAt: null,
    items: items.map((item) => ({ ...item, answered: false })),
  };
  await insertRequest(scope, request);
  await updateCase(scope, { ...(await lockCase(scope, caseId)), status: "waiting", dueOn: until, news: null });
  await pushStatus(scope, found.applicationId, "waiting-for-citizen", { request: { id: request.id, until } });
  const application = await getForOffice(scope, found.applicationId);
  const tenant = await getOwnTenant(scope);
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "office",
    senderName: caseworker.name,
    kind: "request",
    subject: "Uns fehlt noch etwas",
    body: message,
  });
  const address = await findApplicantEmail(scope, application.id);
  if (address) {
    await mail(
      scope,
      address,
      `${tenant.name}: Uns fehlt noch etwas`,
      `Guten Tag,\n\nzu Ihrem Antrag mit dem Aktenzeichen ${found.fileReference ?? ""} fehlt uns noch etwas. Was genau, sehen Sie auf unserer Seite unter „Stand eines Antrags ansehen“.\n\n${tenant.name}\n`,
    );
  }
  await fileDocument(scope, caseId, { title: "Nachforderung", kind: "request", sourceId: request.id });
  await audit(scope, {
    actor: `staff:${caseworker.id}`,
    act: "cases.request-information",
    subject: caseId,
    details: { request: request.id, items: items.length, until },
  });
  return request.id;
}

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
      });
    }
  }
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
  await pushStatus(scope, application.id, "in-process", { request: undefined });
}

/** While the office waits its own period stands still: what was left when it asked, at least one working day, is left now. */
async function resume(scope: TenantScope, found: Case, request: InformationRequest): Promise<string | null> {
  const task = (await listTasks(scope, found.id)).find(({ id }) => id === found.nextTaskId);
  if (!task?.dueOn) return null;
  const place = { land: (await getOwnTenant(scope)).land as Land };
  const left = Math.max(1, workingDaysBetween(day(legalDay(request.askedAt)), day(task.dueOn), place));
  const dueOn = addWorkingDays(day(legalDay(scope.clock.now())), left, place);
  await postponeTask(scope, task.id, dueOn);
  return dueOn;
}
