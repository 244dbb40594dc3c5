import { parseDay } from "@allmende/deadlines";
import type { TenantScope } from "../../platform/db/database.ts";
import { legalDay } from "../../platform/clock.ts";
import { change, findRow, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { getStaff } from "./tenancy-store.ts";
import type { Staff } from "./tenant.ts";

/** Somebody is away, another stands in ("Vertretung"). Legal days, ISO, both included. */
export interface Absence {
  id: string;
  staffId: string;
  staff: string;
  deputyId: string;
  deputy: string;
  starts: string;
  ends: string;
}

const columns = sql`a.id, a.staff_id as "staffId", s.name as staff, a.deputy_id as "deputyId", d.name as deputy, a.starts::text as starts, a.ends::text as ends`;
const tables = sql`tenancy.absences a join tenancy.staff s on s.tenant_id = a.tenant_id and s.id = a.staff_id
  join tenancy.staff d on d.tenant_id = a.tenant_id and d.id = a.deputy_id`;

/** Absences of a department from today on, soonest first. */
export async function listAbsences(scope: TenantScope, departmentId: string): Promise<Absence[]> {
  return rows(
    scope,
    sql<Absence>`select ${columns} from ${tables}
      where s.department_id = ${departmentId} and a.ends >= ${legalDay(scope.clock.now())} order by a.starts, a.id`,
  );
}

/** What concerns a member of staff today: their own absence, and those for whom they stand in. */
export async function listStandIns(scope: TenantScope, staffId: string): Promise<Absence[]> {
  const today = legalDay(scope.clock.now());
  return rows(
    scope,
    sql<Absence>`select ${columns} from ${tables}
      where (a.staff_id = ${staffId} or a.deputy_id = ${staffId}) and a.starts <= ${today} and a.ends >= ${today} order by s.name, a.id`,
  );
}

/** Who of these is away today, and who stands in for them. */
export async function listPresentDeputies(scope: TenantScope, staff: readonly string[]): Promise<Map<string, string>> {
  const today = legalDay(scope.clock.now());
  const found = await rows(
    scope,
    sql<{
      staffId: string;
      deputyId: string;
    }>`select staff_id as "staffId", deputy_id as "deputyId" from tenancy.absences
      where staff_id = any(${staff}::uuid[]) and starts <= ${today} and ends >= ${today}`,
  );
  return new Map(found.map(({ staffId, deputyId }) => [staffId, deputyId]));
}

/** Enters an absence: one's own, or, as head of the department, that of somebody in it. */
export async function enterAbsence(
  scope: TenantScope,
  by: Staff,
  { staffId, deputyId, starts, ends }: Pick<Absence, "staffId" | "deputyId" | "starts" | "ends">,
): Promise<string> {
  const now = scope.clock.now();
  const away = await answersFor(scope, by, staffId);
  if (!parseDay(starts) || !parseDay(ends) || ends < starts || ends < legalDay(now))
    throw new Refusal("tenancy.absence_days");
  const deputy = await findRow(
    scope,
    sql<{ id: string }>`select id from tenancy.staff where id = ${deputyId} and active and id <> ${away.id}`,
  );
  if (!deputy) throw new Refusal("tenancy.no_deputy");
  const other = await findRow(
    scope,
    sql`select id from tenancy.absences where staff_id = ${away.id} and starts <= ${ends} and ends >= ${starts}`,
  );
  if (other) throw new Refusal("tenancy.absence_overlaps");
  const id = newId(now);
  write(
    scope,
    sql`insert into tenancy.absences (tenant_id, id, staff_id, deputy_id, starts, ends, entered_by, entered_at)
        values (${scope.tenant}, ${id}, ${away.id}, ${deputy.id}, ${starts}, ${ends}, ${`staff:${by.id}`}, ${now})`,
  );
  return id;
}

/** Somebody is back before the day, or the entry was a mistake. */
export async function endAbsence(scope: TenantScope, by: Staff, id: string): Promise<void> {
  const { staffId } = await getRow(
    scope,
    sql<{ staffId: string }>`select staff_id as "staffId" from tenancy.absences where id = ${id}`,
    "absence",
  );
  await answersFor(scope, by, staffId);
  await change(scope, sql`delete from tenancy.absences where id = ${id}`);
}

async function answersFor(scope: TenantScope, by: Staff, staffId: string): Promise<Staff> {
  const away = await getStaff(scope, staffId);
  if (away.id !== by.id && !(by.head && away.departmentId === by.departmentId))
    throw new Refusal("tenancy.not_your_staff");
  return away;
}
