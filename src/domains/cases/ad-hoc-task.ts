import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { getOwnTenant, getStaff, listDepartments } from "../tenancy/index.ts";
import { checkDay, checkReason } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { actorOf, enterCase, enterOpenCase } from "./enter-case.ts";

/** What somebody shall do besides the workflow ("Aufgabe außer der Reihe"): a person, or whoever of the department. */
export interface AdHocTask {
  id: string;
  caseId: string;
  title: string;
  departmentId: string;
  staffId: string | null;
  /** Legal day, ISO. */
  dueOn: string | null;
  enteredBy: string;
  doneBy: string | null;
  doneAt: Date | null;
}

const columns = sql`t.id, t.case_id as "caseId", t.title, t.department_id as "departmentId", t.staff_id as "staffId", t.due_on::text as "dueOn",
  t.entered_by as "enteredBy", t.done_by as "doneBy", t.done_at as "doneAt"`;

export async function listAdHocTasks(scope: TenantScope, caseId: string): Promise<AdHocTask[]> {
  return rows(
    scope,
    sql<AdHocTask>`select ${columns} from cases.ad_hoc_tasks t where t.case_id = ${caseId} order by t.id`,
  );
}

/** Open tasks of a member of staff, and those that anybody of their department may do; soonest first, with the case. */
export async function listOwnTasks(
  scope: TenantScope,
  { id, departmentId }: Pick<Caseworker, "id" | "departmentId">,
  limit = 200,
): Promise<(AdHocTask & { about: string })[]> {
  return rows(
    scope,
    sql<AdHocTask & { about: string }>`select ${columns}, concat_ws(': ', c.title, nullif(c.subject, '')) as about
      from cases.ad_hoc_tasks t join cases.cases c on c.tenant_id = t.tenant_id and c.id = t.case_id
      where t.done_at is null and t.department_id = ${departmentId} and (t.staff_id is null or t.staff_id = ${id})
      order by t.due_on nulls last, t.id limit ${limit}`,
  );
}

export async function countOwnTasks(
  scope: TenantScope,
  { id, departmentId }: Pick<Caseworker, "id" | "departmentId">,
): Promise<number> {
  const { count } = await getRow(
    scope,
    sql<{ count: number }>`select count(*)::int as count from cases.ad_hoc_tasks
      where done_at is null and department_id = ${departmentId} and (staff_id is null or staff_id = ${id})`,
    "count",
  );
  return count;
}

const longestTitle = 200;

/** Gives somebody something to do; nothing of its title is cut. */
export async function enterAdHocTask(
  scope: TenantScope,
  caseworker: Caseworker,
  caseId: string,
  { title, departmentId, staffId, dueOn }: Pick<AdHocTask, "title" | "departmentId" | "staffId" | "dueOn">,
): Promise<string> {
  await enterOpenCase(scope, caseId, caseworker);
  const words = checkReason(title);
  if (words.length > longestTitle) throw new Refusal("cases.task_too_long", { max: longestTitle });
  const until = dueOn ? checkDay(dueOn) : null;
  const by = actorOf(caseworker);
  const id = insertTask(scope, { caseId, title: words, departmentId, staffId, dueOn: until, enteredBy: by });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.enter-task", subject: caseId, details: { task: id } });
  return id;
}

/** Done; of two who tick it off the second is told. */
export async function completeAdHocTask(
  scope: TenantScope,
  caseworker: Caseworker,
  caseId: string,
  id: string,
): Promise<void> {
  await enterCase(scope, caseId, caseworker);
  const known = (await listAdHocTasks(scope, caseId)).find((task) => task.id === id);
  if (!known) throw new NotFound("task");
  const done = await change(
    scope,
    sql`update cases.ad_hoc_tasks set done_by = ${actorOf(caseworker)}, done_at = ${scope.clock.now()} where id = ${id} and done_at is null`,
  );
  if (done === 0) throw new Refusal("cases.task_done");
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.complete-task",
    subject: caseId,
    details: { task: id },
  });
}

/** Whoever took an application in sees to it that the sheet which its citizen still has to sign comes back. */
export async function awaitSheet(scope: TenantScope, caseId: string, staffId: string): Promise<void> {
  const { departmentId } = await getStaff(scope, staffId);
  const title = "Unterschriebenes Blatt abwarten und zur Akte nehmen";
  insertTask(scope, { caseId, title, departmentId, staffId, dueOn: null, enteredBy: `staff:${staffId}` });
}

/** Something the office of a case shall do within so many working days; whoever of it takes it. */
export async function giveToOffice(
  scope: TenantScope,
  { id: caseId, departmentId: office }: Pick<Case, "id" | "departmentId">,
  title: string,
  withinWorkingDays: number,
  enteredBy: Actor,
): Promise<void> {
  const departmentId = office ?? (await listDepartments(scope))[0]!.id;
  const { land } = await getOwnTenant(scope);
  const dueOn = addWorkingDays(day(legalDay(scope.clock.now())), withinWorkingDays, { land: land as Land });
  insertTask(scope, { caseId, title, departmentId, staffId: null, dueOn, enteredBy });
}

export function insertTask(scope: TenantScope, task: Omit<AdHocTask, "id" | "doneBy" | "doneAt">): string {
  const { caseId, title, departmentId, staffId, dueOn, enteredBy } = task;
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into cases.ad_hoc_tasks (tenant_id, id, case_id, title, department_id, staff_id, due_on, entered_by, entered_at)
        values (${scope.tenant}, ${id}, ${caseId}, ${title}, ${departmentId}, ${staffId}, ${dueOn}, ${enteredBy}, ${now})`,
  );
  return id;
}
