import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { digest, newId } from "../../platform/ids.ts";
import { isMailAddress } from "../messages/index.ts";
import { loadPinned } from "../services/index.ts";
import { actorOf, type Application, type Person } from "./application.ts";
import { lockApplication, updateApplication } from "./application-store.ts";
import { listInvitations, newInvitationCode, statesOf, withoutPart, type AskedPart } from "./invitation.ts";

/** Days in which a link can be opened. */
export const invitationDays = 14;
/** Links of one draft: enough to correct oneself, too few to write to strangers. */
const mostSent = 10;
const dayMs = 86_400_000;

/** The parts that a draft asks of others, for who fills it in. */
export async function listParts(scope: TenantScope, { id, releaseId, answers }: Application): Promise<AskedPart[]> {
  const { form } = await loadPinned(scope, releaseId);
  const now = scope.clock.now();
  const asked = form.askedParts(answers, { now });
  // Most applications ask nobody else: then nothing is looked up.
  if (asked.length === 0) return [];
  return statesOf(form, asked, answers, await listInvitations(scope, id), now);
}

/**
 * Asks a person to fill in a part, in place of whoever was asked before. The answer is the code of the link: eight letters
 * by which it is found, and 120 random bits. It is told this once, and stored as a digest.
 */
export async function inviteContributor(
  scope: TenantScope,
  person: Person,
  applicationId: string,
  part: string,
  whom: { name: string; email: string },
): Promise<{ code: string; email: string | null }> {
  const name = whom.name.trim().slice(0, 120);
  const email = whom.email.trim() || null;
  if (!name) throw new Refusal("applications.contributor_missing");
  if (email && !isMailAddress(email)) throw new Refusal("applications.mail_wrong");
  const { draft, asked } = await enter(scope, person, applicationId, part);
  const sent = (await listInvitations(scope, applicationId)).reduce((sum, one) => sum + one.sent, 0);
  if (sent >= mostSent) throw new Refusal("applications.too_many_invitations");
  const now = scope.clock.now();
  const [reference, code] = newInvitationCode();
  const expiresAt = new Date(now.getTime() + invitationDays * dayMs);
  const same = asked.invitation?.name === name && asked.state !== "declined";
  write(
    scope,
    sql`insert into applications.invitations (tenant_id, id, application_id, part, name, email, state, reference, code, sent, invited_at, expires_at)
        values (${scope.tenant}, ${newId(now)}, ${applicationId}, ${part}, ${name}, ${email}, 'open', ${reference}, ${digest(code)}, 1, ${now}, ${expiresAt})
        on conflict (tenant_id, application_id, part) do update set id = excluded.id, name = excluded.name, email = excluded.email,
          state = 'open', reference = excluded.reference, code = excluded.code, sent = applications.invitations.sent + 1, session_id = null, shown = null, reason = '',
          invited_at = excluded.invited_at, expires_at = excluded.expires_at, answered_at = null`,
  );
  // What the one before had filled in is not the other's.
  if (!same) await updateApplication(scope, withoutPart(asked.part, draft));
  await audit(scope, { actor: actorOf(person), act: "applications.invite", subject: applicationId, details: { part } });
  return { code, email };
}

/** Takes an invitation back: the link is dead, and what was filled in by it is gone. */
export async function withdrawInvitation(
  scope: TenantScope,
  person: Person,
  applicationId: string,
  part: string,
): Promise<void> {
  const { draft, asked } = await enter(scope, person, applicationId, part);
  const withdrawn = await change(
    scope,
    sql`update applications.invitations set state = 'withdrawn', session_id = null, name = '', email = null, shown = null, reason = ''
        where application_id = ${applicationId} and part = ${part} and state <> 'withdrawn'`,
  );
  if (withdrawn === 0) return;
  await updateApplication(scope, withoutPart(asked.part, draft));
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.withdraw-invitation",
    subject: applicationId,
    details: { part },
  });
}

async function enter(
  scope: TenantScope,
  person: Person,
  applicationId: string,
  part: string,
): Promise<{ draft: Application; asked: AskedPart }> {
  const draft = await lockApplication(scope, person, applicationId);
  if (draft.status !== "draft") throw new Refusal("applications.already_submitted");
  const asked = (await listParts(scope, draft)).find((one) => one.part.id === part);
  if (!asked) throw new NotFound("part");
  return { draft, asked };
}
