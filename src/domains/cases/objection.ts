import { sql, findRow, rows } from "../../platform/db/query.ts";
import type { TenantScope } from "../../platform/db/database.ts";

/** Held against a decision ("Widerspruch"). Days are legal days, ISO. */
export interface Objection {
  id: string;
  caseId: string;
  /** Written here, on paper, or for the record of the office (§ 70 VwGO: schriftlich, elektronisch oder zur Niederschrift). */
  channel: "online" | "paper" | "record";
  body: string;
  raisedOn: string;
  remedyUntil: string | null;
  /** Whether it came within the period; null when the period is not known. */
  inTime: boolean | null;
  state: "open" | "remedied" | "forwarded" | "withdrawn";
  reason: string;
  enteredBy: string;
  enteredAt: Date;
  settledBy: string | null;
  settledAt: Date | null;
}

const columns = sql`id, case_id as "caseId", channel, body, raised_on::text as "raisedOn", remedy_until::text as "remedyUntil", in_time as "inTime",
  state, reason, entered_by as "enteredBy", entered_at as "enteredAt", settled_by as "settledBy", settled_at as "settledAt"`;

export async function listObjections(scope: TenantScope, caseId: string): Promise<Objection[]> {
  return rows(scope, sql<Objection>`select ${columns} from cases.objections where case_id = ${caseId} order by id`);
}

export async function findOpenObjection(scope: TenantScope, caseId: string): Promise<Objection | undefined> {
  return findRow(
    scope,
    sql<Objection>`select ${columns} from cases.objections where case_id = ${caseId} and state = 'open'`,
  );
}
