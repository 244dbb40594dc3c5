import type { Variables } from "@allmende/bpmn";
import type { Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { json, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

/** Why somebody has a case, as it was decided then; never computed again. Ids are those of staff. */
export interface AssignmentReason {
  /** The step of the workflow whose rule it was. */
  element?: string;
  expression?: string;
  values?: Variables;
  result?: unknown;
  /** Who could have had it, with how many open cases each. */
  candidates?: { staff: string; open: number }[];
  /** Who was away; the deputy got it. */
  instead?: string;
  /** What a colleague wrote when they passed it on. */
  words?: string;
}

/** Somebody, or only a department, got a case ("Zuweisung"). */
export interface Assignment {
  id: string;
  departmentId: string | null;
  staffId: string | null;
  cause: "rule" | "taken" | "handed-back" | "assigned";
  by: string;
  why: AssignmentReason;
  at: Date;
}

export function noteAssignment(
  scope: TenantScope,
  caseId: string,
  {
    departmentId,
    staffId,
    cause,
    by,
    why = {},
  }: Omit<Assignment, "id" | "at" | "why" | "by"> & { by: Actor; why?: AssignmentReason },
): void {
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into cases.assignments (tenant_id, id, case_id, department_id, staff_id, cause, by, why, at)
        values (${scope.tenant}, ${newId(now)}, ${caseId}, ${departmentId}, ${staffId}, ${cause}, ${by}, ${json(why)}, ${now})`,
  );
}

/** Who had the case, oldest first. */
export async function listAssignments(scope: TenantScope, caseId: string): Promise<Assignment[]> {
  return rows(
    scope,
    sql<Assignment>`select id, department_id as "departmentId", staff_id as "staffId", cause, by, why, at
      from cases.assignments where case_id = ${caseId} order by id`,
  );
}
