import { carryAnswers, isSeamless, type CarriedAnswers } from "@allmende/forms";
import { describeApplication, type CompiledService } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { findCurrentRelease, loadPinned, loadService } from "../services/index.ts";
import { actorOf, namedByHand, type Application, type Person } from "./application.ts";
import { getApplication, lockApplication, updateApplication } from "./application-store.ts";
import { isOffered } from "./draft.ts";
import { dropAttachments } from "./named-attachments.ts";

/** A newer version of the form that a draft was begun with, and what following it means for the answers. */
export interface NewVersion {
  releaseId: string;
  from: CompiledService;
  to: CompiledService;
  carried: CarriedAnswers;
}

/** A draft as somebody comes back to it. */
export interface ResumedDraft {
  draft: Application;
  /** False when the service takes no applications now; the draft stays until its end. */
  offered: boolean;
  /** The person has to look: the form has changed, and not everything they said fits. */
  change?: NewVersion;
}

/**
 * A draft at the moment its person comes back. A newer version of the form is followed at once where all answers fit
 * and nothing new was asked on the way; otherwise the person sees what changed and chooses (fault R5).
 */
export async function resumeDraft(scope: TenantScope, person: Person, id: string): Promise<ResumedDraft> {
  const draft = await getApplication(scope, person, id);
  if (draft.status !== "draft") return { draft, offered: true };
  const { offered, change } = await lookForChange(scope, draft);
  if (!change) return { draft, offered };
  if (!isSeamless(change.carried))
    return { draft, offered, ...(draft.declinedReleaseId !== change.releaseId && { change }) };
  return { draft: await followVersion(scope, person, id), offered };
}

/** Follows the newest version of the form. What it does not ask any more is left behind. */
export async function followVersion(scope: TenantScope, person: Person, id: string): Promise<Application> {
  const draft = await lockApplication(scope, person, id);
  if (draft.status !== "draft") throw new Refusal("applications.already_submitted");
  const { change } = await lookForChange(scope, draft);
  // Another window was quicker: the draft has followed already.
  if (!change) return draft;
  const { to, carried, releaseId } = change;
  const unread = Object.entries(draft.unread).filter(([path]) => to.form.pageOf(path) !== undefined);
  const { subject, applicant } = describeApplication(to, carried.answers, scope.clock.now());
  const followed: Application = {
    ...draft,
    releaseId,
    declinedReleaseId: null,
    followedRevision: draft.revision + 1,
    answers: carried.answers,
    unread: Object.fromEntries(unread),
    subject,
    applicant: applicant || namedByHand(draft),
    revision: draft.revision + 1,
  };
  await updateApplication(scope, followed);
  dropAttachments(scope, id, draft.answers, followed.answers);
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.follow-version",
    subject: id,
    details: { from: draft.releaseId, to: releaseId },
  });
  return followed;
}

/** Goes on with the version the draft was begun with; a still newer one is shown again. */
export async function keepVersion(scope: TenantScope, person: Person, id: string): Promise<void> {
  const draft = await lockApplication(scope, person, id);
  if (draft.status !== "draft") throw new Refusal("applications.already_submitted");
  const { change } = await lookForChange(scope, draft);
  if (change) await updateApplication(scope, { ...draft, declinedReleaseId: change.releaseId });
}

async function lookForChange(
  scope: TenantScope,
  draft: Application,
): Promise<{ offered: boolean; change?: NewVersion }> {
  const newest = await findCurrentRelease(scope, draft.slug);
  const offered = newest !== undefined && isOffered(newest, draft.mode);
  if (!offered || newest.id === draft.releaseId) return { offered };
  const [from, to] = [await loadPinned(scope, draft.releaseId), await loadService(scope, newest)];
  const carried = carryAnswers(from.form, to.form, draft.answers, { now: scope.clock.now() });
  return { offered, change: { releaseId: newest.id, from, to, carried } };
}
