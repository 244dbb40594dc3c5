import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";
import type { Actor } from "../../platform/audit/audit.ts";
import type { Case } from "./case.ts";
import { listSeen, type Beholder } from "./see-case.ts";

/** How two cases belong together, seen from one of them. */
export interface CaseLink {
  id: string;
  /** "part": the other is part of this one; "whole": this one is part of it; "duplicate" and "stays": likewise. */
  role: "part" | "whole" | "duplicate" | "stays";
  otherId: string;
  title: string;
  subject: string;
  fileReference: string | null;
  status: Case["status"];
}

/** What belongs to a case, as far as whoever looks at it sees that, too: the others are not there for them. */
export async function listLinks(scope: TenantScope, who: Beholder, caseId: string): Promise<CaseLink[]> {
  const links = await rows(
    scope,
    sql<CaseLink>`select l.id, c.id as "otherId", c.title, c.subject, c.file_reference as "fileReference", c.status,
        case when l.kind = 'part-of' then case when l.case_id = ${caseId} then 'whole' else 'part' end
             else case when l.case_id = ${caseId} then 'stays' else 'duplicate' end end as role
      from cases.links l join cases.cases c on c.tenant_id = l.tenant_id and c.id = case when l.case_id = ${caseId} then l.other_id else l.case_id end
      where (l.case_id = ${caseId} or l.other_id = ${caseId}) and l.undone_at is null order by l.id`,
  );
  const seen = await listSeen(
    scope,
    who,
    links.map(({ otherId }) => otherId),
  );
  return links.filter(({ otherId }) => seen.has(otherId));
}

export function insertLink(
  scope: TenantScope,
  { caseId, otherId, kind, by }: { caseId: string; otherId: string; kind: "part-of" | "duplicate-of"; by: Actor },
): void {
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into cases.links (tenant_id, id, case_id, other_id, kind, by, at)
        values (${scope.tenant}, ${newId(now)}, ${caseId}, ${otherId}, ${kind}, ${by}, ${now})`,
  );
}

export async function findCaseByReference(scope: TenantScope, reference: string): Promise<string | undefined> {
  const row = await findRow(
    scope,
    sql<{
      id: string;
    }>`select w.case_id as id from cases.words w join cases.cases c on c.tenant_id = w.tenant_id and c.id = w.case_id
      where w.word = ${reference.split("-").at(-1) ?? ""} and c.file_reference = ${reference} limit 1`,
  );
  return row?.id;
}
