/**
 * What becomes of dossiers whose time is over ("Aussonderung"):
 *   due      → decided to destroy, or offered to the archive      by a person, can be taken back
 *   offered  → taken or declined by the archive                   by a person
 *   decided  → erased on a later day, with the case and all of it by the upkeep; this row stays as the proof
 */
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, findRow, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { dossierColumns, type Dossier } from "./dossier.ts";
import type { DisposalRule } from "./filing-plan.ts";
import { readableBy, type Reader } from "./read-dossier.ts";

/** What the archive says to an offer. */
export type ArchiveAnswer = "taken" | "declined";

export interface Disposal {
  id: string;
  dossierId: string;
  fileReference: string;
  filingPlan: string;
  openedOn: string;
  closedOn: string;
  retainUntil: string;
  documents: number;
  decision: DisposalRule;
  decidedBy: string;
  decidedOn: string;
  answer: ArchiveAnswer | null;
  answeredOn: string | null;
  erasedAt: Date | null;
}

const columns = sql`p.id, p.dossier_id as "dossierId", p.file_reference as "fileReference", p.filing_plan as "filingPlan", p.opened_on::text as "openedOn",
  p.closed_on::text as "closedOn", p.retain_until::text as "retainUntil", p.documents, p.decision, p.decided_by as "decidedBy", p.decided_on::text as "decidedOn",
  p.answer, p.answered_on::text as "answeredOn", p.erased_at as "erasedAt"`;

const due = (today: string) => sql`d.closed_on is not null and d.retain_until < ${today}
  and not exists (select from records.disposals p where p.tenant_id = d.tenant_id and p.dossier_id = d.id)`;

/** Dossiers whose retention is over and of which nobody decided yet, with what the filing plan says; the oldest first. */
export async function listDueDossiers(
  scope: TenantScope,
  reader: Reader,
  limit = 200,
): Promise<(Dossier & { rule: DisposalRule; documents: number })[]> {
  return rows(
    scope,
    sql<
      Dossier & { rule: DisposalRule; documents: number }
    >`select ${dossierColumns}, coalesce(e.disposal, 'offer') as rule,
        (select count(*)::int from records.filed_documents f where f.tenant_id = d.tenant_id and f.dossier_id = d.id) as documents
      from records.dossiers d left join records.filing_plan_entries e on e.tenant_id = d.tenant_id and e.number = d.filing_plan
      where ${due(legalDay(scope.clock.now()))} and ${readableBy(reader)} order by d.retain_until, d.id limit ${limit}`,
  );
}

export async function countDueDossiers(scope: TenantScope, reader: Reader): Promise<number> {
  const found = await findRow(
    scope,
    sql<{ count: number }>`select count(*)::int as count from records.dossiers d
      where ${due(legalDay(scope.clock.now()))} and ${readableBy(reader)}`,
  );
  return found?.count ?? 0;
}

/** Disposals of dossiers a reader may see that are not carried out, and the last that were. */
export async function listDisposals(
  scope: TenantScope,
  reader: Reader,
): Promise<{ open: (Disposal & { title: string })[]; done: Disposal[] }> {
  const open = await rows(
    scope,
    sql<Disposal & { title: string }>`select ${columns}, d.title from records.disposals p
      join records.dossiers d on d.tenant_id = p.tenant_id and d.id = p.dossier_id
      where p.erased_at is null and ${readableBy(reader)} order by p.id`,
  );
  const done = await rows(
    scope,
    sql<Disposal>`select ${columns} from records.disposals p where p.erased_at is not null order by p.erased_at desc, p.id limit 50`,
  );
  return { open, done };
}

/** Decides over dossiers that are due; what is no longer due, or may not be read, is left out. The answer is how many. */
export async function decideDisposal(
  scope: TenantScope,
  reader: Reader,
  actor: Actor,
  dossiers: readonly string[],
  decision: DisposalRule,
): Promise<number> {
  const now = scope.clock.now();
  const today = legalDay(now);
  let decided = 0;
  for (const id of dossiers) {
    const row = newId(now);
    const inserted = await change(
      scope,
      sql`insert into records.disposals (tenant_id, id, dossier_id, file_reference, filing_plan, opened_on, closed_on, retain_until, documents, decision, decided_by, decided_on)
          select d.tenant_id, ${row}, d.id, d.file_reference, d.filing_plan, d.opened_on, d.closed_on, d.retain_until,
            (select count(*) from records.filed_documents f where f.tenant_id = d.tenant_id and f.dossier_id = d.id), ${decision}, ${actor}, ${today}
          from records.dossiers d where d.id = ${id} and ${due(today)} and ${readableBy(reader)} for update
          on conflict do nothing`,
    );
    // The trail tells what happened: nothing of a dossier that was left out.
    if (inserted === 0) continue;
    decided += inserted;
    await audit(scope, { actor, act: "records.decide-disposal", subject: id, details: { decision } });
  }
  return decided;
}

/** A disposal of a dossier this reader may see; its proof, once it is carried out, is the tenant's. */
async function getDisposal(scope: TenantScope, reader: Reader, id: string): Promise<Disposal> {
  return getRow(
    scope,
    sql<Disposal>`select ${columns} from records.disposals p
      left join records.dossiers d on d.tenant_id = p.tenant_id and d.id = p.dossier_id
      where p.id = ${id} and (p.erased_at is not null or ${readableBy(reader)}) for update of p`,
    "disposal",
  );
}

/** Takes a decision back, as long as nothing is erased. */
export async function takeBackDisposal(scope: TenantScope, reader: Reader, actor: Actor, id: string): Promise<void> {
  const { erasedAt } = await getDisposal(scope, reader, id);
  if (erasedAt) throw new Refusal("records.disposal_gone");
  write(scope, sql`delete from records.disposals where id = ${id}`);
  await audit(scope, { actor, act: "records.take-back-disposal", subject: id });
}

/** Enters what the archive chose; either way the dossier is then erased here. */
export async function answerOffer(
  scope: TenantScope,
  reader: Reader,
  actor: Actor,
  id: string,
  answer: ArchiveAnswer,
): Promise<void> {
  const { decision, answer: known, erasedAt } = await getDisposal(scope, reader, id);
  if (decision !== "offer" || known || erasedAt) throw new Refusal("records.disposal_gone");
  write(
    scope,
    sql`update records.disposals set answer = ${answer}, answered_by = ${actor}, answered_on = ${legalDay(scope.clock.now())} where id = ${id}`,
  );
  await audit(scope, { actor, act: "records.answer-offer", subject: id, details: { answer } });
}

/** Disposals to carry out today: decided, or answered by the archive, on an earlier day. */
export async function listToErase(scope: TenantScope): Promise<{ id: string; dossierId: string; caseId: string }[]> {
  const today = legalDay(scope.clock.now());
  return rows(
    scope,
    sql<{
      id: string;
      dossierId: string;
      caseId: string;
    }>`select p.id, p.dossier_id as "dossierId", d.case_id as "caseId"
      from records.disposals p join records.dossiers d on d.tenant_id = p.tenant_id and d.id = p.dossier_id
      where p.erased_at is null and coalesce(p.answered_on, case when p.decision = 'destroy' then p.decided_on end) < ${today}
      and d.retain_until < ${today} order by p.id limit 500`,
  );
}

/** Releases a dossier for its erasure, in the transaction that erases it; false when somebody took the decision back meanwhile. */
export async function releaseDossier(scope: TenantScope, id: string): Promise<boolean> {
  const marked = await change(
    scope,
    sql`update records.disposals set erased_at = ${scope.clock.now()} where id = ${id} and erased_at is null`,
  );
  if (marked === 0) return false;
  write(
    scope,
    sql`update records.dossiers d set held_until = d.retain_until from records.disposals p
        where p.id = ${id} and p.tenant_id = d.tenant_id and p.dossier_id = d.id`,
  );
  return true;
}
