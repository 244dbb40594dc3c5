import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, rows, sql } from "../../platform/db/query.ts";
import { getOwnTenant, listStaff } from "../tenancy/index.ts";

/** Cases at work: what waits for somebody else is not late. */
const atWork = sql`status in ('new', 'in-progress') and mode = 'live'`;

/** So long before the law decides, whoever has the case is told, and the head of the office. */
const deemedWorkingDays = 10;

/**
 * Looks once a day for what is due ("Fristenkontrolle"): whoever has a case is told one working day before; what is overdue
 * is told to them and to the head of the department ("Eskalation"), and so is what is deemed granted if nobody decides
 * soon. Each is told once for each due day.
 */
export async function watchDueDates(scope: TenantScope): Promise<{ soon: number; overdue: number; deemed: number }> {
  const today = legalDay(scope.clock.now());
  const { land } = await getOwnTenant(scope);
  const next = addWorkingDays(day(today), 1, { land: land as Land });
  const heads = (await listStaff(scope)).filter(({ head }) => head);
  const soon = await tell(scope, "soon", sql`due_key >= ${today}::date and due_key <= ${next}::date`, null);
  let overdue = 0;
  for (const { id, departmentId } of heads)
    overdue += await tell(scope, "overdue", sql`due_key < ${today}::date and department_id = ${departmentId}`, id);
  overdue += await tell(scope, "overdue", sql`due_key < ${today}::date`, null);
  const ahead = addWorkingDays(day(today), deemedWorkingDays, { land: land as Land });
  const nearing = sql`deemed_on >= ${today}::date and deemed_on <= ${ahead}::date`;
  let deemed = 0;
  for (const { id, departmentId } of heads)
    deemed += await tell(scope, "deemed", sql`${nearing} and department_id = ${departmentId}`, id);
  deemed += await tell(scope, "deemed", nearing, null);
  return { soon, overdue, deemed };
}

const newsOf = { soon: "due-soon", overdue: "overdue-step", deemed: "deemed-soon" } as const;

/** News that nobody has looked at stays: what came from outside is more than what a calendar says. */
async function tell(
  scope: TenantScope,
  kind: keyof typeof newsOf,
  which: ReturnType<typeof sql>,
  told: string | null,
): Promise<number> {
  const now = scope.clock.now();
  const dueDay = kind === "deemed" ? sql`c.deemed_on` : sql`c.due_key`;
  const found = await rows<{ id: string }>(
    scope,
    sql`insert into cases.due_notices (tenant_id, case_id, due_on, kind, told, at)
        select tenant_id, id, ${dueDay}, ${kind}, ${told}, ${now} from cases.cases c
        where ${atWork} and ${which} and not exists (
          select from cases.due_notices n where n.tenant_id = c.tenant_id and n.case_id = c.id and n.due_on = ${dueDay} and n.kind = ${kind})
        on conflict do nothing returning case_id as id`,
  );
  await change(
    scope,
    sql`update cases.cases set news = ${newsOf[kind]} where id = any(${found.map(({ id }) => id)}::uuid[]) and (news is null or news in ('due-soon', ${kind === "deemed" ? "overdue-step" : "due-soon"}))`,
  );
  return found.length;
}
