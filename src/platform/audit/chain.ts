/**
 * The hash chain of a tenant's audit trail (fault R16): seal n = sha256(seal n-1, line n). Who could write past the
 * rights of the application's role still cannot change a sealed line unseen; a head noted elsewhere shows that
 * nothing was cut off at the end.
 */
import { createHash } from "node:crypto";
import type { TenantScope } from "../db/database.ts";
import { findRow, rows, sql, write } from "../db/query.ts";
import { firstIdAt } from "../ids.ts";
import { contentDigest, sorted, type AuditLine } from "./audit.ts";

/** A line may be committed behind younger ones that are sealed already: no step takes longer than this. */
const longestStepMs = 3_600_000;

/**
 * Seals the lines not yet in the tenant's hash chain, those that came since the last seal and an hour before it; `whole`
 * looks at every line, for what came later still. One at a time per tenant.
 */
export async function sealAudit(scope: TenantScope, { whole = false } = {}): Promise<number> {
  await rows(scope, sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${scope.tenant}`}, 0))`);
  const [last] = await rows(
    scope,
    sql<{ position: string; hash: Buffer; at: Date }>`select s.position, s.hash, l.at
      from audit.seals s left join audit.lines l on l.id = s.line_id order by s.position desc limit 1`,
  );
  const since = whole || !last?.at ? new Date(0) : new Date(last.at.getTime() - longestStepMs);
  const lines = await rows(
    scope,
    sql<AuditLine>`select id, at, actor, act, subject, details from audit.lines l
                   where id > ${firstIdAt(since)} and not exists (select from audit.seals s where s.tenant_id = l.tenant_id and s.line_id = l.id) order by id`,
  );
  let hash = last?.hash ?? start;
  const hashes = lines.map((line) => (hash = sealOf(hash, line)));
  if (lines.length > 0)
    write(
      scope,
      sql`insert into audit.seals (tenant_id, position, line_id, hash)
          select ${scope.tenant}, ${last?.position ?? 0}::bigint + nth, line_id, hash
          from unnest(${lines.map(({ id }) => id)}::uuid[], ${hashes}::bytea[]) with ordinality as seal (line_id, hash, nth)`,
    );
  return lines.length;
}

/** The end of a chain, to be noted where nobody of this installation can write: "214:9f2c…". */
export interface ChainHead {
  position: number;
  /** Hexadecimal. */
  hash: string;
}

export interface ChainBreak {
  position: number;
  /** The line as its seal names it; null when the seal itself is missing. */
  line: string | null;
  why: "line missing" | "line altered" | "seal missing" | "words altered" | "noted head not in the chain";
}

export interface ChainReport {
  head: ChainHead;
  /** Lines not sealed yet; a few seconds' worth while Allmende runs. */
  unsealed: number;
  /** The first place that does not fit. */
  broken?: ChainBreak;
}

type Sealed = AuditLine & {
  position: string;
  sealed: string;
  hash: Buffer;
  salt: Buffer | null;
  content: Record<string, string> | null;
};

const batch = 2_000;

/** Recomputes the chain from its first line, some thousand lines at a time; names the first that does not fit. */
export async function verifyAudit(scope: TenantScope, noted?: ChainHead): Promise<ChainReport> {
  const { unsealed } = (await findRow(
    scope,
    sql<{ unsealed: number }>`select count(*)::int as unsealed from audit.lines l
      where not exists (select from audit.seals s where s.tenant_id = l.tenant_id and s.line_id = l.id)`,
  ))!;
  let head: ChainHead = { position: 0, hash: start.toString("hex") };
  const broken = (position: number, line: string | null, why: ChainBreak["why"]): ChainReport => ({
    head,
    unsealed,
    broken: { position, line, why },
  });
  for (;;) {
    const sealed: Sealed[] = await rows(
      scope,
      sql<Sealed>`select s.position, s.hash, s.line_id as sealed, l.id, l.at, l.actor, l.act, l.subject, l.details, c.salt, c.content
        from audit.seals s left join audit.lines l on l.tenant_id = s.tenant_id and l.id = s.line_id
        left join audit.contents c on c.tenant_id = s.tenant_id and c.line_id = s.line_id
        where s.position > ${head.position} order by s.position limit ${batch}`,
    );
    for (const line of sealed) {
      const next = head.position + 1;
      if (Number(line.position) !== next) return broken(next, null, "seal missing");
      if (line.id === null) return broken(next, line.sealed, "line missing");
      const hash = sealOf(Buffer.from(head.hash, "hex"), line);
      if (!hash.equals(line.hash)) return broken(next, line.sealed, "line altered");
      if (line.content && line.salt && contentDigest(line.salt, line.content) !== line.details.digest)
        return broken(next, line.sealed, "words altered");
      head = { position: next, hash: hash.toString("hex") };
      if (noted?.position === next && noted.hash !== head.hash)
        return broken(next, line.sealed, "noted head not in the chain");
    }
    if (sealed.length < batch) break;
  }
  if (noted && noted.position > head.position) return broken(noted.position, null, "noted head not in the chain");
  return { head, unsealed };
}

const start = Buffer.alloc(32);

function sealOf(before: Uint8Array, line: AuditLine): Buffer {
  const text = JSON.stringify([
    line.id,
    line.at.toISOString(),
    line.actor,
    line.act,
    line.subject,
    sorted(line.details),
  ]);
  return createHash("sha256").update(before).update(text).digest();
}
