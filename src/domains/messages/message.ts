import type { AccountScope, TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

export interface Message {
  id: string;
  applicationId: string;
  accountId: string | null;
  mode: "live" | "trial";
  sender: "citizen" | "office" | "system";
  senderName: string;
  kind: "message" | "request" | "letter" | "receipt";
  subject: string;
  body: string;
  letterId: string | null;
  at: Date;
  readAt: Date | null;
}

const columns = sql`id, application_id as "applicationId", account_id as "accountId", mode, sender, sender_name as "senderName", kind, subject, body,
  letter_id as "letterId", at, read_at as "readAt"`;

export async function sendMessage(
  scope: TenantScope,
  message: Omit<Message, "id" | "at" | "readAt" | "letterId"> & { letterId?: string },
): Promise<string> {
  const now = scope.clock.now();
  const id = newId(now);
  const { applicationId, accountId, mode, sender, senderName, kind, subject, body, letterId = null } = message;
  write(
    scope,
    sql`insert into messages.messages (tenant_id, id, application_id, account_id, mode, sender, sender_name, kind, subject, body, letter_id, at)
        values (${scope.tenant}, ${id}, ${applicationId}, ${accountId}, ${mode}, ${sender}, ${senderName}, ${kind}, ${subject}, ${body}, ${letterId}, ${now})`,
  );
  return id;
}

/** All messages of one application, newest first. */
export async function listMessages(scope: TenantScope, applicationId: string): Promise<Message[]> {
  return rows(
    scope,
    sql<Message>`select ${columns} from messages.messages where application_id = ${applicationId} order by id desc`,
  );
}

/** The inbox of an account over all tenants, newest first. */
export async function listInbox(scope: AccountScope, limit = 50): Promise<(Message & { tenantId: string })[]> {
  return rows(
    scope,
    sql<Message & { tenantId: string }>`select ${columns}, tenant_id as "tenantId" from messages.messages
      where account_id = ${scope.account} and sender <> 'citizen' order by id desc limit ${limit}`,
  );
}

/** A guest who signs in later owns the messages of the application too. */
export async function claimMessages(scope: TenantScope, applicationId: string, accountId: string): Promise<void> {
  write(
    scope,
    sql`update messages.messages set account_id = ${accountId} where application_id = ${applicationId} and account_id is null`,
  );
}

export async function markRead(scope: TenantScope, applicationId: string): Promise<void> {
  write(
    scope,
    sql`update messages.messages set read_at = ${scope.clock.now()} where application_id = ${applicationId} and read_at is null and sender <> 'citizen'`,
  );
}
