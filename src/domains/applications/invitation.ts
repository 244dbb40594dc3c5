import { timingSafeEqual } from "node:crypto";
import type { Answers, Form, Part } from "@allmende/forms";
import { answersFor } from "@allmende/forms";
import { canonical } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql } from "../../platform/db/query.ts";
import { digest, newCode } from "../../platform/ids.ts";
import type { Application } from "./application.ts";
import { afterWrongCode, noteTries, noTries, takeTries, tidyCode } from "./typed-code.ts";

/** Who is asked to fill in or confirm a part of an application ("Einladung"). */
export interface Invitation {
  id: string;
  applicationId: string;
  part: string;
  name: string;
  email: string | null;
  state: "open" | "done" | "declined" | "withdrawn";
  /** The browser that opened it last. */
  sessionId: string | null;
  /** What the person saw of the applicant's answers when they finished. */
  shown: Answers | null;
  /** Why they declined, in their words. */
  reason: string;
  sent: number;
  invitedAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
}

/**
 * How far a part is: nobody asked, asked, the link over, done, done but the applicant changed since what was shown,
 * or declined.
 */
export type PartState = "none" | "open" | "expired" | "done" | "outdated" | "declined";

export interface AskedPart {
  part: Part;
  state: PartState;
  invitation: Invitation | undefined;
}

const columns = sql`id, application_id as "applicationId", part, name, email, state, session_id as "sessionId", shown, reason, sent,
  invited_at as "invitedAt", expires_at as "expiresAt", answered_at as "answeredAt"`;

export async function listInvitations(scope: TenantScope, applicationId: string): Promise<Invitation[]> {
  return rows(
    scope,
    sql<Invitation>`select ${columns} from applications.invitations where application_id = ${applicationId} order by id`,
  );
}

export async function findInvitation(scope: TenantScope, id: string): Promise<Invitation | undefined> {
  return findRow(scope, sql<Invitation>`select ${columns} from applications.invitations where id = ${id}`);
}

/** Letters of a code by which its invitation is found, so that wrong ones can be counted. */
const found = 9;

export function newInvitationCode(): [reference: string, code: string] {
  const code = newCode(8);
  return [code.slice(0, found), code];
}

/**
 * The invitation of a code; undefined for one that is wrong. Five wrong ones with the same beginning lock it for a
 * quarter of an hour, a beginning that no invitation has too.
 */
export async function findByCode(scope: TenantScope, typed: string): Promise<Invitation | undefined> {
  const code = tidyCode(typed);
  const reference = code.slice(0, found);
  if (reference.length < found) return undefined;
  const tried = await takeTries(scope, reference);
  const row = await findRow(
    scope,
    sql<
      Invitation & { code: Buffer }
    >`select ${columns}, code from applications.invitations where reference = ${reference}`,
  );
  const right = timingSafeEqual(digest(code), row?.code ?? digest("no such code"));
  noteTries(scope, reference, right ? noTries : afterWrongCode(tried, scope.clock.now()));
  return right ? row : undefined;
}

/** How far each of the parts is that these answers ask for. */
export function statesOf(
  form: Form,
  asked: readonly Part[],
  answers: Answers,
  invitations: readonly Invitation[],
  now: Date,
): AskedPart[] {
  return asked.map((part) => {
    const invitation = invitations.find((one) => one.part === part.id && one.state !== "withdrawn");
    return { part, invitation, state: invitation ? stateOf(form, part, answers, invitation, now) : "none" };
  });
}

function stateOf(form: Form, part: Part, answers: Answers, invitation: Invitation, now: Date): PartState {
  const { state, shown, expiresAt } = invitation;
  if (state === "declined") return "declined";
  if (state === "done") {
    const same = canonical(shownIn(part, answers)) === canonical(shown ?? {});
    return same && isComplete(form, part, answers, now) ? "done" : "outdated";
  }
  return expiresAt <= now ? "expired" : "open";
}

/** The part that a question belongs to; undefined for the applicant's own. */
export const partOfQuestion = (form: Form, path: string): Part | undefined => form.partOf(form.pageOf(path) ?? "");

/** What the person of a part is shown of the applicant's answers. */
export const shownIn = (part: Part, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answersFor(part, answers)).filter(([id]) => !part.fields.has(id)));

export const isComplete = (form: Form, { pages }: Part, answers: Answers, now: Date): boolean =>
  !form.check(answers, { now }).some(({ path }) => pages.includes(form.pageOf(path) ?? ""));

/** A draft without what was typed in a part: its answers, and the words that could not be read. */
export function withoutPart({ fields }: Part, draft: Application): Application {
  const others = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).filter(([path]) => !fields.has(path.split(".")[0]!)));
  return { ...draft, answers: others(draft.answers), unread: others(draft.unread) };
}
