import type { TenantScope } from "../../platform/db/database.ts";
import { getRow, rows, sql, write } from "../../platform/db/query.ts";

/** One answer as another office reads it. */
export interface Fact {
  label: string;
  lines: string[];
}

/** What another office is asked ("Stellungnahme"), and what it answered. `until` is a legal day, ISO. */
export interface Statement {
  id: string;
  tenantId: string;
  caseId: string;
  departmentId: string | null;
  otherTenant: string | null;
  askedOf: string;
  title: string;
  question: string;
  facts: Fact[];
  until: string;
  state: "open" | "given" | "withdrawn";
  askedAt: Date;
  answer: string | null;
  givenBy: string | null;
  givenAt: Date | null;
}

const columns = sql`id, tenant_id as "tenantId", case_id as "caseId", department_id as "departmentId", other_tenant as "otherTenant", asked_of as "askedOf",
  title, question, facts, until::text as until, state, asked_at as "askedAt", answer, given_by as "givenBy", given_at as "givenAt"`;

export async function listStatements(scope: TenantScope, caseId: string): Promise<Statement[]> {
  return rows(
    scope,
    sql<Statement>`select ${columns} from cases.statements where case_id = ${caseId} and tenant_id = ${scope.tenant} order by id`,
  );
}

/** A closed case needs no answers any more: whoever was asked is asked no longer. */
export function withdrawQuestions(scope: TenantScope, caseId: string): void {
  write(scope, sql`update cases.statements set state = 'withdrawn' where case_id = ${caseId} and state = 'open'`);
}

/** What this office is asked: by colleagues of its own administration, and by other authorities. */
export async function listAskedStatements(scope: TenantScope, departmentId: string): Promise<Statement[]> {
  return rows(
    scope,
    sql<Statement>`select ${columns} from cases.statements s where ${asksUs(scope, departmentId)} order by until, id`,
  );
}

export async function countAskedStatements(scope: TenantScope, departmentId: string): Promise<number> {
  const { count } = await getRow(
    scope,
    sql<{
      count: number;
    }>`select count(*)::int as count from cases.statements s where ${asksUs(scope, departmentId)}`,
    "count",
  );
  return count;
}

/** Open, and not answered by us yet: the authority that asked takes a moment to note our answer. */
const asksUs = (scope: TenantScope, departmentId: string) => sql`state = 'open' and (
  (tenant_id = ${scope.tenant} and department_id = ${departmentId})
  or (other_tenant = ${scope.tenant}
      and not exists (select from cases.statement_answers a where a.tenant_id = ${scope.tenant} and a.statement_id = s.id)))`;

/** A question this office may read: of its own administration for its department, or shared by another authority. */
export async function getAskedStatement(scope: TenantScope, departmentId: string, id: string): Promise<Statement> {
  return getRow(
    scope,
    sql<Statement>`select ${columns} from cases.statements
      where id = ${id} and ((tenant_id = ${scope.tenant} and department_id = ${departmentId}) or other_tenant = ${scope.tenant})`,
    "statement",
  );
}
