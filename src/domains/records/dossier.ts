import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { legalDay } from "../../platform/clock.ts";
import { newId } from "../../platform/ids.ts";

/** A file ("Akte") of one case. Days are legal days, ISO. */
export interface Dossier {
  id: string;
  fileReference: string;
  filingPlan: string;
  title: string;
  caseId: string;
  openedOn: string;
  closedOn: string | null;
  retainUntil: string | null;
}

export interface FiledDocument {
  id: string;
  title: string;
  kind: string;
  fileId: string | null;
  sourceId: string | null;
  filedAt: Date;
}

const columns = sql`id, file_reference as "fileReference", filing_plan as "filingPlan", title, case_id as "caseId",
  opened_on::text as "openedOn", closed_on::text as "closedOn", retain_until::text as "retainUntil"`;

/** The next file reference ("Aktenzeichen") of a filing-plan entry: "20.4-2026-0417". */
export async function drawFileReference(scope: TenantScope, filingPlan: string): Promise<string> {
  const year = Number(legalDay(scope.clock.now()).slice(0, 4));
  // Who waits for the counter waits in line here: waiting at the row itself, all are woken at once and all but one in vain.
  write(
    scope,
    sql`select pg_advisory_xact_lock(hashtextextended(${`file reference ${scope.tenant} ${filingPlan} ${year}`}, 0))`,
  );
  const { last } = await getRow(
    scope,
    sql<{
      last: number;
    }>`insert into records.counters as c (tenant_id, filing_plan, year, last) values (${scope.tenant}, ${filingPlan}, ${year}, 1)
      on conflict (tenant_id, filing_plan, year) do update set last = c.last + 1 returning last`,
    "counter",
  );
  return `${filingPlan}-${year}-${String(last).padStart(4, "0")}`;
}

export async function openDossier(
  scope: TenantScope,
  { fileReference, filingPlan, title, caseId }: Pick<Dossier, "fileReference" | "filingPlan" | "title" | "caseId">,
): Promise<string> {
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into records.dossiers (tenant_id, id, file_reference, filing_plan, title, case_id, opened_on)
        values (${scope.tenant}, ${id}, ${fileReference}, ${filingPlan}, ${title}, ${caseId}, ${legalDay(now)})`,
  );
  return id;
}

/** Files a document in the dossier of a case. */
export async function fileDocument(
  scope: TenantScope,
  caseId: string,
  document: { title: string; kind: string; fileId?: string; sourceId?: string },
): Promise<void> {
  const now = scope.clock.now();
  const { title, kind, fileId = null, sourceId = null } = document;
  write(
    scope,
    sql`insert into records.filed_documents (tenant_id, id, dossier_id, title, kind, file_id, source_id, filed_at)
        select tenant_id, ${newId(now)}, id, ${title}, ${kind}, ${fileId}, ${sourceId}, ${now} from records.dossiers where case_id = ${caseId}`,
  );
}

/** Closes the dossier; the retention period begins, with the year's end where the rule says so. */
export async function closeDossier(
  scope: TenantScope,
  caseId: string,
  retention: { years: number; from: "closure" | "year-end" },
): Promise<void> {
  const today = legalDay(scope.clock.now());
  const year = Number(today.slice(0, 4)) + retention.years;
  const until = retention.from === "year-end" ? `${year}-12-31` : `${year}${today.slice(4).replace("02-29", "02-28")}`;
  write(
    scope,
    sql`update records.dossiers set closed_on = ${today}, retain_until = ${until} where case_id = ${caseId}`,
  );
}

/** A case goes on: its dossier is open again and its retention period stands still. */
export async function reopenDossier(scope: TenantScope, caseId: string): Promise<void> {
  write(scope, sql`update records.dossiers set closed_on = null, retain_until = null where case_id = ${caseId}`);
}

export async function findDossier(
  scope: TenantScope,
  caseId: string,
): Promise<(Dossier & { documents: FiledDocument[] }) | undefined> {
  const dossier = await findRow(scope, sql<Dossier>`select ${columns} from records.dossiers where case_id = ${caseId}`);
  if (!dossier) return undefined;
  const documents = await rows(
    scope,
    sql<FiledDocument>`select id, title, kind, file_id as "fileId", source_id as "sourceId", filed_at as "filedAt"
      from records.filed_documents where dossier_id = ${dossier.id} order by id`,
  );
  return { ...dossier, documents };
}
