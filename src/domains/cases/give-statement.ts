import { audit } from "../../platform/audit/audit.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { change, findRow, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { defineJob } from "../../platform/jobs.ts";
import { fileDocument } from "../records/index.ts";
import { shareRow } from "../tenancy/index.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { getAskedStatement, listStatements, type Statement } from "./statement.ts";

/** Brings an answer home to the authority that asked; runs with the tenant that gave it. */
export const statementJob = defineJob<{ statement: string; askedBy: string }>("cases.statement-given", 100);

/** An office answers what it was asked. To another authority the answer is shared: each writes its own rows only. */
export async function giveStatement(scope: TenantScope, member: Caseworker, id: string, answer: string): Promise<void> {
  const asked = await getAskedStatement(scope, member.departmentId, id);
  if (asked.state !== "open") throw new Refusal("cases.statement_settled");
  const words = checkReason(answer);
  const actor = actorOf(member);
  if (asked.tenantId === scope.tenant) {
    const given = { statement: id, caseId: asked.caseId, answer: words, by: actor, at: scope.clock.now() };
    // A colleague answered meanwhile, or nobody needs it any more: who comes second is told.
    if (!(await keep(scope, given, ["open"]))) throw new Refusal("cases.statement_settled");
  } else {
    const now = scope.clock.now();
    const own = newId(now);
    const first = await change(
      scope,
      sql`insert into cases.statement_answers (tenant_id, id, statement_id, asked_by_tenant, answer, given_by, given_name, given_at)
          values (${scope.tenant}, ${own}, ${id}, ${asked.tenantId}, ${words}, ${actor}, ${member.name}, ${now}) on conflict do nothing`,
    );
    if (first === 0) throw new Refusal("cases.statement_settled");
    const until = new Date(now.getTime() + 30 * 86_400_000);
    shareRow(scope, {
      room: "cases.statement_answers",
      rowId: own,
      withTenant: asked.tenantId,
      purpose: "statement",
      until,
    });
    scope.enqueue(statementJob, { statement: id, askedBy: asked.tenantId });
  }
  await audit(scope, { actor, act: "cases.give-statement", subject: id });
}

/** The authority that asked takes in what was shared with it; twice is once. */
export async function fetchStatement(
  database: Database,
  { statement, askedBy }: { statement: string; askedBy: string },
): Promise<void> {
  await database.withTenant(askedBy, async (scope) => {
    const shared = await findRow(
      scope,
      sql<{ answer: string; by: string; at: Date; caseId: string }>`
        select a.answer, a.given_name as by, a.given_at as at, s.case_id as "caseId"
        from cases.statement_answers a join cases.statements s on s.id = a.statement_id and s.tenant_id = ${scope.tenant}
        where a.statement_id = ${statement} and a.tenant_id = s.other_tenant and s.state in ('open', 'withdrawn')`,
    );
    // What they wrote before they could know that it is needed no more is not lost.
    if (shared) await keep(scope, { statement, ...shared }, ["open", "withdrawn"]);
  });
}

async function keep(
  scope: TenantScope,
  { statement, caseId, answer, by, at }: { statement: string; caseId: string; answer: string; by: string; at: Date },
  still: readonly Statement["state"][],
): Promise<boolean> {
  const about = await enterCase(scope, caseId);
  const open = await change(
    scope,
    sql`update cases.statements set state = 'given', answer = ${answer}, given_by = ${by}, given_at = ${at} where id = ${statement} and state = any(${still})`,
  );
  if (open === 0) return false;
  write(scope, sql`update cases.cases set news = 'statement' where id = ${about.id} and status <> 'closed'`);
  await fileDocument(scope, caseId, { title: "Stellungnahme", kind: "statement", sourceId: statement });
  return true;
}

/** Takes a question back that nobody needs an answer to any more; one that was answered stays as it is. */
export async function withdrawStatement(
  scope: TenantScope,
  caseworker: Caseworker,
  caseId: string,
  id: string,
): Promise<void> {
  await enterCase(scope, caseId, caseworker);
  if (!(await listStatements(scope, caseId)).some((one) => one.id === id)) throw new NotFound("statement");
  const open = await change(
    scope,
    sql`update cases.statements set state = 'withdrawn' where id = ${id} and state = 'open'`,
  );
  if (open === 0) throw new Refusal("cases.statement_settled");
  await audit(scope, { actor: actorOf(caseworker), act: "cases.withdraw-statement", subject: caseId });
}
