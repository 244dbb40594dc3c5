import { audit } from "../../platform/audit/audit.ts";
import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { startProcess } from "../processes/index.ts";
import { drawFileReference, openDossier } from "../records/index.ts";
import { findCurrentRelease, loadService } from "../services/index.ts";
import { findDepartment, getOwnTenant } from "../tenancy/index.ts";
import { checkLength, checkReason } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { insertCase, insertNote } from "./case-store.ts";
import { conductorOf, serviceTitle } from "./conduct.ts";
import { insertContact, type Contact } from "./contact.ts";
import { actorOf, noteParticipation } from "./enter-case.ts";
import { indexWords } from "./search-cases.ts";

/** What came without an application: by phone, on paper, at the counter, or nobody asked and the office acts by itself. */
export const handSources = ["phone", "paper", "counter", "ex-officio"] as const;
export interface HandOpening {
  slug: string;
  source: (typeof handSources)[number];
  subject: string;
  applicant: Omit<Contact, "id" | "role">;
  /** What was said or written. */
  details: string;
  /** The legal day on which it arrived. */
  receivedOn: string;
}

/** Opens a case that no application led to; it goes the way of its service all the same, its letters go by post. */
export async function openByHand(
  scope: TenantScope,
  caseworker: Caseworker,
  { slug, source, subject, applicant, details, receivedOn }: HandOpening,
): Promise<string> {
  const now = scope.clock.now();
  if (receivedOn > legalDay(now)) throw new Refusal("cases.day_ahead");
  if (source !== "ex-officio" && !applicant.name.trim()) throw new Refusal("cases.name_missing");
  const words = checkReason(details);
  checkLength(subject);
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
    status: "in-progress",
    fileReference: await drawFileReference(scope, definition.filingPlan),
    departmentId: department?.id ?? null,
    assigneeId: caseworker.id,
    title: serviceTitle(service),
    subject: subject.trim(),
    applicant: applicant.name.trim() || "Von Amts wegen",
    nextElement: null,
    nextTaskId: null,
    dueOn: addWorkingDays(day(receivedOn), definition.processingDays, { land: tenant.land as Land }),
    news: null,
    receivedAt: receivedOn === legalDay(now) ? now : startOfDay(receivedOn),
    changedAt: now,
  };
  await insertCase(scope, opened);
  await indexWords(scope, opened);
  noteParticipation(scope, id, caseworker.id);
  insertContact(scope, id, { ...applicant, name: opened.applicant, role: "applicant" });
  await insertNote(scope, id, caseworker.id, caseworker.name, words);
  await openDossier(scope, {
    fileReference: opened.fileReference!,
    filingPlan: definition.filingPlan,
    title: [opened.title, opened.subject].filter(Boolean).join(": "),
    caseId: id,
    departmentId: opened.departmentId,
  });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.open", subject: id, details: { source } });
  const conductor = await conductorOf(scope, opened, service, actorOf(caseworker), { tenant, answers: {}, opened });
  await startProcess(scope, id, conductor, { gebuehr: null });
  return id;
}
