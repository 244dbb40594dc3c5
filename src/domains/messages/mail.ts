import type { Database, TenantScope } from "../../platform/db/database.ts";
import { change, findRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { defineJob } from "../../platform/jobs.ts";

export const sendMailJob = defineJob<{ mail: string }>("messages.send-mail", 30);

/** Hands a mail to a server; throws when the server did not take it. */
export interface MailSender {
  send(mail: { id: string; to: string; subject: string; text: string }): Promise<void>;
}

/** Writes a mail that leaves with the commit. */
export async function mail(scope: TenantScope, to: string, subject: string, text: string): Promise<void> {
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into messages.mails (tenant_id, id, recipient, subject, body, state, created_at)
        values (${scope.tenant}, ${id}, ${oneLine(to)}, ${oneLine(subject)}, ${text}, 'waiting', ${now})`,
  );
  scope.enqueue(sendMailJob, { mail: id });
}

/** Whether a mail could go there: one address, no name around it. */
export const isMailAddress = (text: string): boolean => /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}$/.test(text);

const mostAsked = 10;

/**
 * A mail to an address that somebody merely named. Once ten mails of a municipality went there within a day it is
 * refused, so that nobody floods a stranger.
 */
export async function mailAsked(scope: TenantScope, to: string, subject: string, text: string): Promise<void> {
  const since = new Date(scope.clock.now().getTime() - 86_400_000);
  const before = await rows(
    scope,
    sql`select 1 from messages.mails where tenant_id = ${scope.tenant} and lower(recipient) = lower(${oneLine(to)})
        and created_at > ${since} limit ${mostAsked}`,
  );
  if (before.length >= mostAsked) throw new Refusal("messages.too_many");
  await mail(scope, to, subject, text);
}

/** Line breaks of every kind would end a header (fault I7). */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/**
 * A name that somebody typed, for a mail of ours to an address that they merely named; empty where it might be a message
 * of theirs instead. No address of the web, no number to call and no long sentence goes out in a municipality's name.
 */
export function plainName(typed: string): string {
  const name = oneLine(typed);
  const isPlain = /^[\p{L}\p{M}\p{N} '’.,&()/-]{1,80}$/u.test(name);
  const leadsElsewhere = /\.[\p{L}\p{N}]{2}|\/\/|(?:\p{N}.*){5}/u.test(name);
  return isPlain && !leadsElsewhere ? name : "";
}

/** Sends a waiting mail; one already sent is left alone. */
export async function deliverMail(database: Database, sender: MailSender, tenant: string, id: string): Promise<void> {
  const waiting = await database.withTenant(tenant, (scope) =>
    findRow(
      scope,
      sql<{
        to: string;
        subject: string;
        text: string;
      }>`select recipient as to, subject, body as text from messages.mails where id = ${id} and state = 'waiting'`,
    ),
  );
  if (!waiting) return;
  await sender.send({ id, ...waiting });
  await database.withTenant(tenant, (scope) =>
    change(scope, sql`update messages.mails set state = 'sent', sent_at = ${scope.clock.now()} where id = ${id}`),
  );
}

const keptDays = 30;

/** Forgets mails 30 days after they were sent; one that waits is never forgotten. */
export async function forgetMails(scope: TenantScope): Promise<number> {
  const until = new Date(scope.clock.now().getTime() - keptDays * 86_400_000);
  return change(scope, sql`delete from messages.mails where state = 'sent' and sent_at <= ${until}`);
}
