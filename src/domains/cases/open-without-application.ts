import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { startProcess } from "../processes/index.ts";
import { drawFileReference, openDossier } from "../records/index.ts";
import { findCurrentRelease, loadService } from "../services/index.ts";
import { findDepartment, getOwnTenant } from "../tenancy/index.ts";
import type { Case } from "./case.ts";
import { insertCase } from "./case-store.ts";
import { conductorOf, serviceTitle } from "./conduct.ts";
import { beginDeemedApproval } from "./deemed-approval.ts";
import { insertContact, type Contact } from "./contact.ts";

/** What is known of a matter that no application of this tenant led to. */
export interface Opening {
  slug: string;
  source: Case["source"];
  subject: string;
  applicant: Omit<Contact, "id" | "role">;
  /** The legal day on which it arrived. */
  receivedOn: string;
  /** Who has it from the start; nobody leaves it to the office. */
  assigneeId: string | null;
  actor: Actor;
}

/** Opens a case without an application: it goes the way of its service all the same, its letters go by post. */
export async function openWithoutApplication(scope: TenantScope, opening: Opening): Promise<Case> {
  const { slug, source, subject, applicant, receivedOn, assigneeId, actor } = opening;
  const now = scope.clock.now();
  const release = await findCurrentRelease(scope, slug);
  if (!release) throw new Refusal("services.not_offered", { slug });
  const service = await loadService(scope, release);
  const { definition } = service;
  const id = newId(now);
  const [tenant, department] = await Promise.all([getOwnTenant(scope), findDepartment(scope, definition.department)]);
  const opened: Case = {
    id,
    slug,
    releaseId: release.id,
    applicationId: null,
    source,
    mode: "live",
    status: assigneeId ? "in-progress" : "new",
    fileReference: await drawFileReference(scope, definition.filingPlan),
    departmentId: department?.id ?? null,
    assigneeId,
    title: serviceTitle(service),
    subject: subject.trim(),
    applicant: applicant.name.trim() || "Von Amts wegen",
    nextElement: null,
    nextTaskId: null,
    dueOn: addWorkingDays(day(receivedOn), definition.processingDays, { land: tenant.land as Land }),
    deemedOn: null,
    news: null,
    receivedAt: receivedOn === legalDay(now) ? now : startOfDay(receivedOn),
    changedAt: now,
  };
  await insertCase(scope, opened);
  insertContact(scope, id, { ...applicant, name: opened.applicant, role: "applicant" });
  await openDossier(scope, {
    fileReference: opened.fileReference!,
    filingPlan: definition.filingPlan,
    title: [opened.title, opened.subject].filter(Boolean).join(": "),
    caseId: id,
    departmentId: opened.departmentId,
  });
  await audit(scope, { actor, act: "cases.open", subject: id, details: { source, department: opened.departmentId } });
  const conductor = await conductorOf(scope, opened, service, actor, { tenant, answers: {}, opened });
  await startProcess(scope, id, conductor, { gebuehr: null });
  await beginDeemedApproval(scope, opened, service, receivedOn);
  return opened;
}
