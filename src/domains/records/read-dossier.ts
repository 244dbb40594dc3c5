import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, rows, sql } from "../../platform/db/query.ts";
import { dossierColumns, listDocuments, type Dossier, type FiledDocument } from "./dossier.ts";

/** Who reads: a member of staff with their department. */
export interface Reader {
  departmentId: string;
  /** What the department does: "steueramt". */
  departmentKind: string;
}

/** A dossier may be read by the department in charge and by those its filing-plan entry names; without either by all. */
export function readableBy({ departmentId, departmentKind }: Reader) {
  return sql`(d.department_id is null or d.department_id = ${departmentId} or exists (select from records.filing_plan_entries e
    where e.tenant_id = d.tenant_id and e.number = d.filing_plan and ${departmentKind} = any(e.readers)))`;
}

export interface DossierFilter {
  /** An entry of the filing plan, with all under it. */
  filingPlan?: string;
  /** The beginning of a file reference, or a part of a title. */
  text?: string;
  /** The dossier the page before ended with. */
  after?: string;
  limit: number;
}

/** Dossiers a reader may see, newest first. */
export async function listDossiers(
  scope: TenantScope,
  reader: Reader,
  { filingPlan, text, after, limit }: DossierFilter,
): Promise<Dossier[]> {
  const like = text?.replaceAll(/[\\%_]/g, "\\$&");
  return rows(
    scope,
    sql<Dossier>`select ${dossierColumns} from records.dossiers d where ${readableBy(reader)}
      ${filingPlan ? sql`and (d.filing_plan = ${filingPlan} or starts_with(d.filing_plan, ${`${filingPlan}.`}))` : sql``}
      ${like ? sql`and (d.file_reference ilike ${`${like}%`} or d.title ilike ${`%${like}%`})` : sql``}
      ${after ? sql`and d.id < ${after}` : sql``} order by d.id desc limit ${limit}`,
  );
}

/** A dossier with its documents; one that may not be read looks like one that is not there. */
export async function getDossier(
  scope: TenantScope,
  reader: Reader,
  id: string,
): Promise<Dossier & { documents: FiledDocument[] }> {
  const dossier = await getRow(
    scope,
    sql<Dossier>`select ${dossierColumns} from records.dossiers d where d.id = ${id} and ${readableBy(reader)}`,
    "dossier",
  );
  return { ...dossier, documents: await listDocuments(scope, id) };
}

/** The id of a case's dossier, when this reader may open it. */
export async function findReadable(scope: TenantScope, reader: Reader, caseId: string): Promise<string | undefined> {
  const found = await findRow(
    scope,
    sql<{ id: string }>`select d.id from records.dossiers d where d.case_id = ${caseId} and ${readableBy(reader)}`,
  );
  return found?.id;
}
