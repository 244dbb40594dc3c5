import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";
import type { Case, Closure, Note } from "./case.ts";
import { indexWords, searchWords } from "./case-words.ts";

export const caseColumns = sql`id, slug, release_id as "releaseId", application_id as "applicationId", source, mode, status, file_reference as "fileReference",
  department_id as "departmentId", assignee_id as "assigneeId", title, subject, applicant, next_element as "nextElement", next_task_id as "nextTaskId",
  due_on::text as "dueOn", deemed_on::text as "deemedOn", news, received_at as "receivedAt", changed_at as "changedAt"`;

export async function insertCase(scope: TenantScope, newCase: Case): Promise<void> {
  const c = newCase;
  const words = searchWords(c);
  write(
    scope,
    sql`insert into cases.cases (tenant_id, id, slug, release_id, application_id, source, mode, status, file_reference, department_id, assignee_id, title, subject, applicant, next_element, next_task_id, due_on, received_at, changed_at, words)
        values (${scope.tenant}, ${c.id}, ${c.slug}, ${c.releaseId}, ${c.applicationId}, ${c.source}, ${c.mode}, ${c.status}, ${c.fileReference}, ${c.departmentId}, ${c.assigneeId},
          ${c.title}, ${c.subject}, ${c.applicant}, ${c.nextElement}, ${c.nextTaskId}, ${c.dueOn}, ${c.receivedAt}, ${c.changedAt}, ${words})`,
  );
  indexWords(scope, c.id, words);
}

export async function updateCase(scope: TenantScope, changed: Case): Promise<void> {
  const c = changed;
  write(
    scope,
    sql`update cases.cases set status = ${c.status}, department_id = ${c.departmentId}, assignee_id = ${c.assigneeId}, subject = ${c.subject}, next_element = ${c.nextElement},
        next_task_id = ${c.nextTaskId}, due_on = ${c.dueOn}, news = ${c.news}, changed_at = ${scope.clock.now()} where id = ${c.id}`,
  );
}

/** The day with whose end the case is deemed granted; null where none runs. */
export function setDeemedOn(scope: TenantScope, id: string, deemedOn: string | null): void {
  write(scope, sql`update cases.cases set deemed_on = ${deemedOn} where id = ${id}`);
}

/** What the workflow waits for now; without a task the case keeps its due day, unless it is closed. */
export function setNext(
  scope: TenantScope,
  id: string,
  next: { element: string; id: string; dueOn: string | null } | undefined,
): void {
  write(
    scope,
    sql`update cases.cases set next_element = ${next?.element ?? null}, next_task_id = ${next?.id ?? null},
        due_on = coalesce(${next?.dueOn ?? null}, case when status <> 'closed' then due_on end), changed_at = ${scope.clock.now()} where id = ${id}`,
  );
}

export async function getCase(scope: TenantScope, id: string): Promise<Case> {
  return getRow(scope, sql<Case>`select ${caseColumns} from cases.cases where id = ${id}`, "case");
}

export async function lockCase(scope: TenantScope, id: string): Promise<Case> {
  return getRow(scope, sql<Case>`select ${caseColumns} from cases.cases where id = ${id} for update`, "case");
}

export async function findCaseOf(scope: TenantScope, applicationId: string): Promise<Case | undefined> {
  return findRow(
    scope,
    sql<Case>`select ${caseColumns} from cases.cases where application_id = ${applicationId} order by id limit 1`,
  );
}

export async function insertClosure(
  scope: TenantScope,
  caseId: string,
  { kind, decision, reason, closedBy, closedAt }: Closure,
): Promise<void> {
  write(
    scope,
    sql`insert into cases.closures (tenant_id, id, case_id, kind, decision, reason, closed_by, closed_at)
        values (${scope.tenant}, ${newId(closedAt)}, ${caseId}, ${kind}, ${decision ? json(decision) : null}, ${reason}, ${closedBy}, ${closedAt})`,
  );
}

export async function findClosure(scope: TenantScope, caseId: string): Promise<Closure | undefined> {
  return findRow(
    scope,
    sql<Closure>`select kind, decision, reason, closed_by as "closedBy", closed_at as "closedAt" from cases.closures where case_id = ${caseId} order by id desc limit 1`,
  );
}

export async function insertNote(
  scope: TenantScope,
  caseId: string,
  authorId: string | null,
  author: string,
  body: string,
): Promise<string> {
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into cases.notes (tenant_id, id, case_id, author_id, author, body, at) values (${scope.tenant}, ${id}, ${caseId}, ${authorId}, ${author}, ${body}, ${now})`,
  );
  return id;
}

export async function listNotes(scope: TenantScope, caseId: string): Promise<Note[]> {
  return rows(
    scope,
    sql<Note>`select id, author_id as "authorId", author, body, at from cases.notes where case_id = ${caseId} order by id desc`,
  );
}
