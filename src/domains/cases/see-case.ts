import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql } from "../../platform/db/query.ts";
import { NotFound } from "../../platform/errors.ts";
import { listOfficesOf, listStandIns } from "../tenancy/index.ts";
import type { Case, Caseworker } from "./case.ts";
import { getCase } from "./case-store.ts";
import { mayWorkOn } from "./stand-in.ts";

/** Somebody of the staff, as far as it decides which cases they see. */
export type Beholder = Pick<Caseworker, "id" | "departmentId">;

/** What the rule asks in SQL: whose work they do, by office (`listOfficesOf`) and by person. */
export interface Sight {
  staffId: string;
  offices: readonly string[];
  /** For whom they stand in today. */
  standsInFor: readonly string[];
}

/**
 * Which cases somebody sees ("Zugriff"), as a condition on the case in `c`: those of their office and of none, their
 * own and those of whom they stand in for, those in which they did something, and those in which a task waits for them.
 * An office in which nobody works is everybody's.
 */
export const seenBy = ({ staffId, offices, standsInFor }: Sight) => sql`(
  c.department_id is null or c.department_id = any(${offices}::uuid[]) or c.assignee_id = any(${[staffId, ...standsInFor]}::uuid[])
  or ${sharedWith(staffId, offices)})`;

const sharedWith = (staffId: string, offices: readonly string[]) => sql`(
  exists (select from cases.participations p where p.staff_id = ${staffId} and p.case_id = c.id)
  or exists (select from cases.ad_hoc_tasks t where t.case_id = c.id and t.done_at is null
             and t.department_id = any(${offices}::uuid[]) and (t.staff_id is null or t.staff_id = ${staffId})))`;

/** Whether somebody sees a case: most see it without a question to the database. */
export async function seesCase(scope: TenantScope, who: Beholder, found: Case): Promise<boolean> {
  if (found.assigneeId === who.id || (await isOfOffice(scope, who, found))) return true;
  const shared = await findRow(
    scope,
    sql`select from cases.cases c where c.id = ${found.id} and ${sharedWith(who.id, [who.departmentId])}`,
  );
  return shared !== undefined || mayWorkOn(scope, who, found);
}

/** Whether a case lies in somebody's office; one of no office, or of one in which nobody works, is everybody's. */
export async function isOfOffice(
  scope: TenantScope,
  { departmentId }: Pick<Beholder, "departmentId">,
  found: Pick<Case, "departmentId">,
): Promise<boolean> {
  if (found.departmentId === null || found.departmentId === departmentId) return true;
  return (await listOfficesOf(scope, departmentId)).includes(found.departmentId);
}

/** A case as somebody of the staff may see it; for all others it is not there. */
export async function getSeenCase(scope: TenantScope, who: Beholder, id: string): Promise<Case> {
  const found = await getCase(scope, id);
  if (!(await seesCase(scope, who, found))) throw new NotFound("case");
  return found;
}

/** Which of these cases somebody sees. */
export async function listSeen(
  scope: TenantScope,
  { id, departmentId }: Beholder,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const [offices, absences] = await Promise.all([listOfficesOf(scope, departmentId), listStandIns(scope, id)]);
  const standsInFor = absences.filter(({ deputyId }) => deputyId === id).map(({ staffId }) => staffId);
  const sight: Sight = { staffId: id, offices, standsInFor };
  const found = await rows(
    scope,
    sql<{ id: string }>`select c.id from cases.cases c where c.id = any(${ids}::uuid[]) and ${seenBy(sight)}`,
  );
  return new Set(found.map((one) => one.id));
}
