import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

/** A version of a letter's own words for one case ("Entwurf"): by the id of the block what stands there instead. */
export interface LetterDraft {
  number: number;
  edits: Readonly<Record<string, string>>;
  writtenBy: string;
  writtenAt: Date;
}

const columns = sql`number, edits, written_by as "writtenBy", written_at as "writtenAt"`;

/** The words that will go out: the newest version written since the letter last went out. */
export async function findLetterDraft(
  scope: TenantScope,
  caseId: string,
  name: string,
): Promise<LetterDraft | undefined> {
  return findRow(
    scope,
    sql<LetterDraft>`select ${columns} from letters.drafts where case_id = ${caseId} and name = ${name}
      and written_at > coalesce((select max(l.written_at) from letters.letters l where l.case_id = ${caseId} and l.name = ${name}), '-infinity')
      order by number desc limit 1`,
  );
}

/** All versions, newest first. */
export async function listLetterDrafts(scope: TenantScope, caseId: string, name: string): Promise<LetterDraft[]> {
  return rows(
    scope,
    sql<LetterDraft>`select ${columns} from letters.drafts where case_id = ${caseId} and name = ${name} order by number desc`,
  );
}

/** Adds a version behind the one it was made from; refuses `letters.draft_changed` when somebody else saved meanwhile. */
export async function addLetterDraft(
  scope: TenantScope,
  caseId: string,
  name: string,
  { edits, writtenBy, after }: { edits: LetterDraft["edits"]; writtenBy: string; after: number },
): Promise<number> {
  const [newest] = await listLetterDrafts(scope, caseId, name);
  if ((newest?.number ?? 0) !== after) throw new Refusal("letters.draft_changed");
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into letters.drafts (tenant_id, id, case_id, name, number, edits, written_by, written_at)
        values (${scope.tenant}, ${newId(now)}, ${caseId}, ${name}, ${after + 1}, ${json(edits)}, ${writtenBy}, ${now})`,
  );
  return after + 1;
}
