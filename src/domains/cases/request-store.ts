import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";
import type { InformationRequest } from "./case.ts";

const requestColumns = sql`r.id, r.case_id as "caseId", r.message, r.until::text as until, r.state, r.asked_by as "askedBy", r.asked_at as "askedAt", r.reminded_at as "remindedAt", r.overdue_at as "overdueAt", r.answered_at as "answeredAt",
  (select coalesce(jsonb_agg(jsonb_build_object('path', i.path, 'reason', i.reason, 'answered', i.answered) order by i.id), '[]')
   from cases.requested_items i where i.tenant_id = r.tenant_id and i.request_id = r.id) as items`;

export async function insertRequest(scope: TenantScope, request: InformationRequest): Promise<void> {
  const r = request;
  write(
    scope,
    sql`insert into cases.information_requests (tenant_id, id, case_id, message, until, state, asked_by, asked_at)
        values (${scope.tenant}, ${r.id}, ${r.caseId}, ${r.message}, ${r.until}, ${r.state}, ${r.askedBy}, ${r.askedAt})`,
  );
  for (const { path, reason } of r.items) {
    write(
      scope,
      sql`insert into cases.requested_items (tenant_id, id, request_id, path, reason) values (${scope.tenant}, ${newId(r.askedAt)}, ${r.id}, ${path}, ${reason})`,
    );
  }
}

export async function findOpenRequest(scope: TenantScope, caseId: string): Promise<InformationRequest | undefined> {
  return findRow(
    scope,
    sql<InformationRequest>`select ${requestColumns} from cases.information_requests r where r.case_id = ${caseId} and r.state = 'open'`,
  );
}

export async function listRequests(scope: TenantScope, caseId: string): Promise<InformationRequest[]> {
  return rows(
    scope,
    sql<InformationRequest>`select ${requestColumns} from cases.information_requests r where r.case_id = ${caseId} order by r.id`,
  );
}

export async function answerItems(scope: TenantScope, requestId: string, paths: readonly string[]): Promise<void> {
  write(
    scope,
    sql`update cases.requested_items set answered = true where request_id = ${requestId} and path = any(${paths})`,
  );
}

export async function endRequest(
  scope: TenantScope,
  requestId: string,
  state: "answered" | "withdrawn" | "dropped",
  because: string | null = null,
): Promise<void> {
  write(
    scope,
    sql`update cases.information_requests set state = ${state}, answered_at = ${scope.clock.now()}, dropped_because = ${because} where id = ${requestId}`,
  );
}

export async function findCaseOfRequest(scope: TenantScope, id: string): Promise<string | undefined> {
  const row = await findRow(
    scope,
    sql<{ caseId: string }>`select case_id as "caseId" from cases.information_requests where id = ${id}`,
  );
  return row?.caseId;
}
