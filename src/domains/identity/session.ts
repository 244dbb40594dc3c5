import { createHmac, timingSafeEqual } from "node:crypto";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, findRow, sql, write } from "../../platform/db/query.ts";
import { digest, newId } from "../../platform/ids.ts";

export type SessionKind = "guest" | "citizen" | "staff";

/** A browser at one portal, known by its cookie. */
export interface Session {
  id: string;
  kind: SessionKind;
  accountId: string | null;
  staffId: string | null;
  name: string;
  expiresAt: Date;
}

const hours = { guest: 24, citizen: 8, staff: 10 } as const;

/** Opens a session for the cookie's secret; a secret is used for one session only, so rights never grow in place. */
export async function openSession(
  scope: TenantScope,
  secret: string,
  {
    kind,
    accountId = null,
    staffId = null,
    name = "",
  }: { kind: SessionKind; accountId?: string | null; staffId?: string | null; name?: string },
): Promise<Session> {
  const now = scope.clock.now();
  const session: Session = {
    id: newId(now),
    kind,
    accountId,
    staffId,
    name,
    expiresAt: new Date(now.getTime() + hours[kind] * 3_600_000),
  };
  // A browser that comes back after the end of its session brings the same secret; the ended one grants nothing.
  write(scope, sql`delete from identity.sessions where secret = ${digest(secret)} and expires_at <= ${now}`);
  const opened = await change(
    scope,
    sql`insert into identity.sessions (tenant_id, id, secret, kind, account_id, staff_id, name, created_at, expires_at)
        values (${scope.tenant}, ${session.id}, ${digest(secret)}, ${kind}, ${accountId}, ${staffId}, ${name}, ${now}, ${session.expiresAt})
        on conflict (tenant_id, secret) do nothing`,
  );
  if (opened > 0) return session;
  // Of two first requests of one browser at once the other was quicker; both are the same guest.
  const other = await findSession(scope, secret);
  if (other?.kind !== "guest" || kind !== "guest") throw new Error("a secret serves one session");
  return other;
}

export async function findSession(scope: TenantScope, secret: string): Promise<Session | undefined> {
  return findRow(
    scope,
    sql<Session>`select id, kind, account_id as "accountId", staff_id as "staffId", name, expires_at as "expiresAt"
                 from identity.sessions where secret = ${digest(secret)} and expires_at > ${scope.clock.now()}`,
  );
}

/** Days after which a session ends, however often it was used. */
const longestDays = { guest: 30, citizen: 1, staff: 1 } as const;
/** A session in use is prolonged no more often than this. */
const prolongEvery = 15 * 60_000;

/** Lets a session in use go on; the answer is when it ends now. */
export async function prolongSession(scope: TenantScope, { id, kind, expiresAt }: Session): Promise<Date> {
  const now = scope.clock.now();
  const wanted = new Date(now.getTime() + hours[kind] * 3_600_000);
  if (wanted.getTime() - expiresAt.getTime() < prolongEvery) return expiresAt;
  const row = await findRow(
    scope,
    sql<{ expiresAt: Date }>`update identity.sessions
      set expires_at = greatest(expires_at, least(${wanted}, created_at + make_interval(days => ${longestDays[kind]})))
      where id = ${id} and expires_at > ${now} returning expires_at as "expiresAt"`,
  );
  return row?.expiresAt ?? expiresAt;
}

export async function closeSession(scope: TenantScope, id: string): Promise<void> {
  write(scope, sql`delete from identity.sessions where id = ${id}`);
}

export async function sweepSessions(scope: TenantScope): Promise<number> {
  return change(scope, sql`delete from identity.sessions where expires_at < ${scope.clock.now()}`);
}

/** The token a page's forms carry: follows from the cookie's secret, so it needs no storage (fault S1). */
export function formToken(secret: string): string {
  return createHmac("sha256", secret).update("form").digest("base64url");
}

export function isFormToken(token: string, secret: string): boolean {
  const expected = Buffer.from(formToken(secret));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
