import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, rows, sql } from "../../platform/db/query.ts";
import { getOwnTenant, listStaff } from "../tenancy/index.ts";

/** Cases at work: what waits for somebody else is not late. */
const atWork = sql`status in ('new', 'in-progress') and mode = 'live'`;

/**
 * Looks once a day for what is due ("Fristenkontrolle"): whoever has a case is told one working day before; what is overdue
 * is told to them and to the head of the department ("Eskalation"). Each is told once for each due day.
 */
export async function watchDueDates(scope: TenantScope): Promise<{ soon: number; overdue: number }> {
  const today = legalDay(scope.clock.now());
  const { land } = await getOwnTenant(scope);
  const next = addWorkingDays(day(today), 1, { land: land as Land });
  const heads = (await listStaff(scope)).filter(({ head }) => head);
  const soon = await tell(scope, "soon", sql`due_key >= ${today}::date and due_key <= ${next}::date`, null);
  let overdue = 0;
  for (const { id, departmentId } of heads)
    overdue += await tell(scope, "overdue", sql`due_key < ${today}::date and department_id = ${departmentId}`, id);
  overdue += await tell(scope, "overdue", sql`due_key < ${today}::date`, null);
  return { soon, overdue };
}

/** News that nobody has looked at stays: what came from outside is more than what a calendar says. */
async function tell(
  scope: TenantScope,
  kind: "soon" | "overdue",
  which: ReturnType<typeof sql>,
  told: string | null,
): Promise<number> {
  const now = scope.clock.now();
  const found = await rows<{ id: string }>(
    scope,
    sql`insert into cases.due_notices (tenant_id, case_id, due_on, kind, told, at)
        select tenant_id, id, due_on, ${kind}, ${told}, ${now} from cases.cases c
        where ${atWork} and ${which} and not exists (
          select from cases.due_notices n where n.tenant_id = c.tenant_id and n.case_id = c.id and n.due_on = c.due_on and n.kind = ${kind})
        on conflict do nothing returning case_id as id`,
  );
  const news = kind === "soon" ? "due-soon" : "overdue-step";
  await change(
    scope,
    sql`update cases.cases set news = ${news} where id = any(${found.map(({ id }) => id)}::uuid[]) and (news is null or news = 'due-soon')`,
  );
  return found.length;
}
