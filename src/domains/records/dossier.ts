import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";
import { findFilingPlanEntry } from "./filing-plan.ts";

/** A file ("Akte") of one case. Days are legal days, ISO. */
export interface Dossier {
  id: string;
  fileReference: string;
  filingPlan: string;
  title: string;
  caseId: string;
  departmentId: string | null;
  openedOn: string;
  closedOn: string | null;
  retainUntil: string | null;
}

/** A document in a dossier; what has no file of its own is shown from where it came (`sourceId`). */
export interface FiledDocument {
  id: string;
  title: string;
  /** "application", "attachment", "letter-out", "request", "supplement", "statement", "objection". */
  kind: string;
  fileId: string | null;
  sourceId: string | null;
  mediaType: string | null;
  filedAt: Date;
}

export const dossierColumns = sql`d.id, d.file_reference as "fileReference", d.filing_plan as "filingPlan", d.title, d.case_id as "caseId",
  d.department_id as "departmentId", d.opened_on::text as "openedOn", d.closed_on::text as "closedOn", d.retain_until::text as "retainUntil"`;

export async function openDossier(
  scope: TenantScope,
  {
    fileReference,
    filingPlan,
    title,
    caseId,
    departmentId,
  }: Pick<Dossier, "fileReference" | "filingPlan" | "title" | "caseId" | "departmentId">,
): Promise<string> {
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into records.dossiers (tenant_id, id, file_reference, filing_plan, title, case_id, department_id, opened_on)
        values (${scope.tenant}, ${id}, ${fileReference}, ${filingPlan}, ${title}, ${caseId}, ${departmentId}, ${legalDay(now)})`,
  );
  return id;
}

interface Filing {
  title: string;
  kind: string;
  fileId?: string;
  sourceId?: string;
  mediaType?: string;
}

const filingColumns = sql`tenant_id, id, dossier_id, title, kind, file_id, source_id, media_type, filed_at`;

/** Files a document in the dossier of a case. */
export async function fileDocument(scope: TenantScope, caseId: string, document: Filing): Promise<void> {
  const now = scope.clock.now();
  const { title, kind, fileId = null, sourceId = null, mediaType = null } = document;
  write(
    scope,
    sql`insert into records.filed_documents (${filingColumns})
        select tenant_id, ${newId(now)}, id, ${title}, ${kind}, ${fileId}, ${sourceId}, ${mediaType}, ${now} from records.dossiers where case_id = ${caseId}`,
  );
}

/** As `fileDocument`, in a dossier that is known, as one that was just opened is. */
export async function fileInto(scope: TenantScope, dossierId: string, document: Filing): Promise<void> {
  const now = scope.clock.now();
  const { title, kind, fileId = null, sourceId = null, mediaType = null } = document;
  write(
    scope,
    sql`insert into records.filed_documents (${filingColumns})
        values (${scope.tenant}, ${newId(now)}, ${dossierId}, ${title}, ${kind}, ${fileId}, ${sourceId}, ${mediaType}, ${now})`,
  );
}

/** The PDF of a filed letter is made: the document has its file. */
export async function noteFile(scope: TenantScope, sourceId: string, fileId: string, mediaType: string): Promise<void> {
  write(
    scope,
    sql`update records.filed_documents set file_id = ${fileId}, media_type = ${mediaType} where source_id = ${sourceId} and file_id is null`,
  );
}

/**
 * Closes the dossier; the retention period begins, with the year's end where the rule says so. The filing plan's
 * period goes before that of the service; what must be offered to the archive is held until it has chosen.
 */
export async function closeDossier(
  scope: TenantScope,
  caseId: string,
  retention: { years: number; from: "closure" | "year-end" },
): Promise<void> {
  const dossier = await findRow(
    scope,
    sql<Dossier>`select ${dossierColumns} from records.dossiers d where case_id = ${caseId}`,
  );
  if (!dossier) return;
  const entry = await findFilingPlanEntry(scope, dossier.filingPlan);
  const rule =
    entry && entry.retentionYears !== null ? { years: entry.retentionYears, from: entry.retentionFrom } : retention;
  const today = legalDay(scope.clock.now());
  const until = retentionEnd(today, rule);
  write(
    scope,
    sql`update records.dossiers set closed_on = ${today}, retain_until = ${until},
        held_until = ${entry?.disposal === "offer" ? "infinity" : until} where id = ${dossier.id}`,
  );
}

/** The last day of a retention period that began on this day. */
export function retentionEnd(day: string, { years, from }: { years: number; from: "closure" | "year-end" }): string {
  const year = Number(day.slice(0, 4)) + years;
  if (from === "year-end") return `${year}-12-31`;
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}${leap ? day.slice(4) : day.slice(4).replace("02-29", "02-28")}`;
}

/** A case goes on: its dossier is open again, its retention period stands still, and no disposal waits for it. */
export async function reopenDossier(scope: TenantScope, caseId: string): Promise<void> {
  write(
    scope,
    sql`delete from records.disposals where erased_at is null and dossier_id in (select id from records.dossiers where case_id = ${caseId})`,
  );
  write(
    scope,
    sql`update records.dossiers set closed_on = null, retain_until = null, held_until = null where case_id = ${caseId}`,
  );
}

export async function findDossier(
  scope: TenantScope,
  caseId: string,
): Promise<(Dossier & { documents: FiledDocument[] }) | undefined> {
  const dossier = await findRow(
    scope,
    sql<Dossier>`select ${dossierColumns} from records.dossiers d where case_id = ${caseId}`,
  );
  return dossier && { ...dossier, documents: await listDocuments(scope, dossier.id) };
}

export async function listDocuments(scope: TenantScope, dossierId: string): Promise<FiledDocument[]> {
  return rows(
    scope,
    sql<FiledDocument>`select id, title, kind, file_id as "fileId", source_id as "sourceId", media_type as "mediaType", filed_at as "filedAt"
      from records.filed_documents where dossier_id = ${dossierId} order by id`,
  );
}
