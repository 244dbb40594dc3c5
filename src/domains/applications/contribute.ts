import {
  answersFor,
  type AnswerProblem,
  type Answers,
  type PageInput,
  type Part,
  type WalkOptions,
} from "@allmende/forms";
import { describeApplication, type CompiledService } from "@allmende/service-package";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { loadPinned } from "../services/index.ts";
import type { Application, Person } from "./application.ts";
import { findApplicantEmail, getApplication, lockForPlatform, updateApplication } from "./application-store.ts";
import { findByCode, findInvitation, isComplete, shownIn, withoutPart, type Invitation } from "./invitation.ts";

/** A part as its person sees it: what it shows of the application, and their own answers. Nothing else of the draft. */
export interface Contribution {
  invitation: Invitation;
  service: CompiledService;
  part: Part;
  language: string;
  /** Who asks, as the application names them. */
  applicant: string;
  answers: Answers;
  unread: Application["unread"];
  /** The pages of the part that are asked, in order. */
  pages: string[];
  /** How the form is walked and checked for this person: their pages, with what they are shown. */
  options: WalkOptions;
}

/** Opens an invitation by the code of its link, for this browser; undefined for a code that is wrong or over. */
export async function openInvitation(scope: TenantScope, person: Person, code: string): Promise<string | undefined> {
  const { sessionId } = person;
  const found = await findByCode(scope, code);
  if (!found || found.state === "withdrawn" || found.expiresAt <= scope.clock.now()) return undefined;
  const draft = await lockForPlatform(scope, found.applicationId);
  if (draft.status !== "draft") return undefined;
  // A part is another person's: who fills in the application does not open it for themselves.
  if (await takesPart(scope, person, draft.id)) throw new Refusal("applications.own_part");
  write(scope, sql`update applications.invitations set session_id = ${sessionId} where id = ${found.id}`);
  await audit(scope, {
    actor: `guest:${sessionId}`,
    act: "applications.open-invitation",
    subject: draft.id,
    details: { part: found.part },
  });
  return found.id;
}

const takesPart = (scope: TenantScope, person: Person, id: string): Promise<boolean> =>
  getApplication(scope, person, id).then(
    () => true,
    () => false,
  );

/** The part of an invitation, for the browser that opened it; NotFound for all others, and when it is over. */
export async function getContribution(scope: TenantScope, sessionId: string, id: string): Promise<Contribution> {
  return (await enter(scope, sessionId, id)).contribution;
}

export interface SavedContribution {
  contribution: Contribution;
  /** What is wrong on this page; empty means the person may go on. */
  problems: AnswerProblem[];
}

/** Saves a page of the part. A page reads its own questions only: what the applicant wrote cannot be touched from here. */
export async function saveContribution(
  scope: TenantScope,
  sessionId: string,
  id: string,
  page: string,
  input: PageInput,
): Promise<SavedContribution> {
  const { draft, contribution } = await enter(scope, sessionId, id);
  const { service, part, pages } = contribution;
  const { form } = service;
  if (!pages.includes(page)) throw new NotFound("page");
  const reading = form.read(page, input, draft.answers);
  const { answers } = reading;
  const elsewhere = Object.entries(draft.unread).filter(([path]) => form.pageOf(path) !== page);
  const unread = { ...Object.fromEntries(elsewhere), ...reading.unread };
  await updateApplication(scope, { ...draft, answers, unread });
  // Who changes what they had finished finishes it again.
  if (contribution.invitation.state !== "open")
    write(scope, sql`update applications.invitations set state = 'open', answered_at = null where id = ${id}`);
  const unreadable = new Set(reading.faults.map(({ path }) => path));
  const wrong = form.check(answers, { now: scope.clock.now(), page }).filter(({ path }) => !unreadable.has(path));
  return {
    contribution: { ...contribution, answers: answersFor(part, answers), unread },
    problems: [...reading.faults, ...wrong],
  };
}

/** The part is done: what was shown is kept, so that nobody changes it behind the person's back. The answer is whom to tell. */
export async function finishContribution(
  scope: TenantScope,
  sessionId: string,
  id: string,
): Promise<{ contribution: Contribution; tell: string | null }> {
  const { draft, contribution } = await enter(scope, sessionId, id);
  const { service, part } = contribution;
  const now = scope.clock.now();
  if (!isComplete(service.form, part, draft.answers, now)) throw new Refusal("applications.incomplete");
  const shown = JSON.stringify(shownIn(part, draft.answers));
  write(
    scope,
    sql`update applications.invitations set state = 'done', shown = ${shown}::jsonb, reason = '', answered_at = ${now} where id = ${id}`,
  );
  await note(scope, sessionId, contribution, "applications.finish-part");
  return { contribution, tell: await addressOf(scope, draft, service) };
}

/** The person does not take part; what they had filled in is gone. */
export async function declineContribution(
  scope: TenantScope,
  sessionId: string,
  id: string,
  reason: string,
): Promise<{ contribution: Contribution; tell: string | null }> {
  const { draft, contribution } = await enter(scope, sessionId, id);
  const now = scope.clock.now();
  await updateApplication(scope, withoutPart(contribution.part, draft));
  write(
    scope,
    sql`update applications.invitations set state = 'declined', shown = null, reason = ${reason.trim().slice(0, 500)}, answered_at = ${now} where id = ${id}`,
  );
  await note(scope, sessionId, contribution, "applications.decline-part");
  return { contribution, tell: await addressOf(scope, draft, contribution.service) };
}

async function enter(
  scope: TenantScope,
  sessionId: string,
  id: string,
): Promise<{ draft: Application; contribution: Contribution }> {
  const named = await findInvitation(scope, id);
  if (named?.sessionId !== sessionId) throw new NotFound("invitation");
  const draft = await lockForPlatform(scope, named.applicationId);
  // Read again behind the lock: it may have been taken back meanwhile.
  const invitation = await findInvitation(scope, id);
  const now = scope.clock.now();
  const over = !invitation || invitation.state === "withdrawn" || invitation.expiresAt <= now;
  if (over || draft.status !== "draft") throw new NotFound("invitation");
  const service = await loadPinned(scope, draft.releaseId);
  const part = service.form.parts.find((one) => one.id === invitation.part);
  const asked = service.form.walk(draft.answers, { now }).pages;
  const pages = part?.pages.filter((page) => asked.includes(page)) ?? [];
  // The applicant's answers do not ask for it any more.
  if (!part || pages.length === 0) throw new NotFound("part");
  return {
    draft,
    contribution: {
      invitation,
      service,
      part,
      language: draft.language,
      applicant: describeApplication(service, draft.answers, now).applicant || draft.applicant,
      answers: answersFor(part, draft.answers),
      unread: Object.fromEntries(
        Object.entries(draft.unread).filter(([path]) => pages.includes(pageOf(service, path))),
      ),
      pages,
      options: { now, alone: { pages, given: shownIn(part, draft.answers) } },
    },
  };
}

const pageOf = (service: CompiledService, path: string): string => service.form.pageOf(path) ?? "";

/** Where the applicant is told; null where no address is known. */
const addressOf = async (scope: TenantScope, draft: Application, service: CompiledService): Promise<string | null> =>
  (await findApplicantEmail(scope, draft.id)) ?? describeApplication(service, draft.answers, scope.clock.now()).email;

async function note(scope: TenantScope, sessionId: string, { invitation }: Contribution, act: string): Promise<void> {
  const actor: Actor = `guest:${sessionId}`;
  await audit(scope, { actor, act, subject: invitation.applicationId, details: { part: invitation.part } });
}
