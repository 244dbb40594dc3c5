import { createHash } from "node:crypto";
import { newId } from "../ids.ts";
import { json, rows, sql, write } from "../db/query.ts";
import type { TenantScope } from "../db/database.ts";

/** Who acts: "staff:<id>", "account:<id>", "guest:<session>", "system". Never a name. */
export type Actor = `staff:${string}` | `account:${string}` | `guest:${string}` | "system";

export interface AuditEntry {
  actor: Actor;
  /** Room and verb: "cases.close". */
  act: string;
  /** Id of the thing acted on. */
  subject?: string;
  /** Codes, numbers, ids; no personal content. */
  details?: Record<string, string | number | boolean | null>;
}

/** Adds a line to the tenant's audit trail, in the transaction of the step it tells of. */
export async function audit(scope: TenantScope, { actor, act, subject, details = {} }: AuditEntry): Promise<void> {
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into audit.lines (tenant_id, id, at, actor, act, subject, details)
        values (${scope.tenant}, ${newId(now)}, ${now}, ${actor}, ${act}, ${subject ?? null}, ${json(details)})`,
  );
}

export interface AuditLine {
  id: string;
  at: Date;
  actor: string;
  act: string;
  subject: string | null;
  details: Record<string, unknown>;
}

/** What was done to one thing, oldest first. */
export async function listAudit(scope: TenantScope, subject: string): Promise<AuditLine[]> {
  return rows(
    scope,
    sql<AuditLine>`select id, at, actor, act, subject, details from audit.lines where subject = ${subject} order by id`,
  );
}

/** Seals all lines not yet in the tenant's hash chain; run by one job at a time per tenant. */
export async function sealAudit(scope: TenantScope): Promise<number> {
  await rows(scope, sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${scope.tenant}`}, 0))`);
  const [last] = await rows(
    scope,
    sql<{ position: string; hash: Buffer }>`select position, hash from audit.seals order by position desc limit 1`,
  );
  const lines = await rows(
    scope,
    sql<AuditLine>`select id, at, actor, act, subject, details from audit.lines l
                   where not exists (select from audit.seals s where s.tenant_id = l.tenant_id and s.line_id = l.id) order by id`,
  );
  let position = BigInt(last?.position ?? 0);
  let hash = last?.hash ?? Buffer.alloc(32);
  for (const line of lines) {
    position += 1n;
    hash = sealOf(hash, line);
    write(
      scope,
      sql`insert into audit.seals (tenant_id, position, line_id, hash) values (${scope.tenant}, ${String(position)}, ${line.id}, ${hash})`,
    );
  }
  return lines.length;
}

/** Recomputes the chain; the answer is the first position that does not fit, or undefined when all is whole. */
export async function verifyAudit(scope: TenantScope): Promise<number | undefined> {
  const sealed = await rows(
    scope,
    sql<AuditLine & { position: string; hash: Buffer }>`
      select s.position, s.hash, l.id, l.at, l.actor, l.act, l.subject, l.details
      from audit.seals s left join audit.lines l on l.tenant_id = s.tenant_id and l.id = s.line_id order by s.position`,
  );
  let hash: Buffer = Buffer.alloc(32);
  for (const [index, line] of sealed.entries()) {
    if (Number(line.position) !== index + 1 || line.id === null) return index + 1;
    hash = sealOf(hash, line);
    if (!hash.equals(line.hash)) return index + 1;
  }
  return undefined;
}

function sealOf(before: Buffer, line: AuditLine): Buffer {
  const text = JSON.stringify([
    line.id,
    line.at.toISOString(),
    line.actor,
    line.act,
    line.subject,
    Object.entries(line.details).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return createHash("sha256").update(before).update(text).digest();
}
