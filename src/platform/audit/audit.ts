import { createHash, randomBytes } from "node:crypto";
import { newId } from "../ids.ts";
import { change, json, rows, sql, write } from "../db/query.ts";
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
  /** Words that people wrote; the line itself keeps their salted digest only, so they can be erased. */
  content?: Record<string, string>;
}

/** Adds a line to the tenant's audit trail, in the transaction of the step it tells of. */
export async function audit(
  scope: TenantScope,
  { actor, act, subject, details = {}, content }: AuditEntry,
): Promise<void> {
  const now = scope.clock.now();
  const id = newId(now);
  const salt = randomBytes(16);
  const said = content ? { ...details, digest: contentDigest(salt, content) } : details;
  write(
    scope,
    sql`insert into audit.lines (tenant_id, id, at, actor, act, subject, details)
        values (${scope.tenant}, ${id}, ${now}, ${actor}, ${act}, ${subject ?? null}, ${json(said)})`,
  );
  if (content)
    write(
      scope,
      sql`insert into audit.contents (tenant_id, line_id, subject, salt, content)
          values (${scope.tenant}, ${id}, ${subject ?? null}, ${salt}, ${json(content)})`,
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

/** What was done to one thing, oldest first; words are there until they are erased. */
export async function listAudit(
  scope: TenantScope,
  subject: string,
): Promise<(AuditLine & { content: Record<string, string> | null; sealed: boolean })[]> {
  return rows(
    scope,
    sql<AuditLine & { content: Record<string, string> | null; sealed: boolean }>`
      select l.id, l.at, l.actor, l.act, l.subject, l.details, c.content, s.line_id is not null as sealed
      from audit.lines l left join audit.contents c on c.tenant_id = l.tenant_id and c.line_id = l.id
      left join audit.seals s on s.tenant_id = l.tenant_id and s.line_id = l.id
      where l.subject = ${subject} order by l.id`,
  );
}

/** Erases the words of what was done to these things; lines and chain stay. */
export async function forgetAuditContent(scope: TenantScope, subjects: readonly string[]): Promise<number> {
  if (subjects.length === 0) return 0;
  return change(scope, sql`delete from audit.contents where subject = any(${subjects}::uuid[])`);
}

/** The digest a line keeps of its words: SHA-256 of salt and words in the order of their names, hexadecimal. */
export function contentDigest(salt: Uint8Array, content: Record<string, string>): string {
  return createHash("sha256")
    .update(salt)
    .update(JSON.stringify(sorted(content)))
    .digest("hex");
}

export const sorted = (entries: Record<string, unknown>): [string, unknown][] =>
  Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
