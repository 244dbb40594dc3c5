/**
 * A step of the workflow says who shall have it: a department, or in it somebody whose area it is, who has the fewest open
 * cases, or who leads it. Whoever has the case already keeps it while it stays in their department.
 */
import type { CreateTask } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { findDepartment, getStaff, listPresentDeputies, listStaff, type Staff } from "../tenancy/index.ts";
import type { Task } from "../processes/index.ts";
import { noteAssignment, type AssignmentReason } from "./assignment.ts";
import type { Case } from "./case.ts";

/** What a rule may answer: a department's kind, or a context with these. */
interface Claim {
  department: string | undefined;
  /** A word of somebody's areas: a place, the first letter of a name. */
  area?: string;
  /** Whoever has the fewest open cases. */
  load?: boolean;
  /** Who leads the department. */
  lead?: boolean;
}

export async function assignByRule(
  scope: TenantScope,
  found: Pick<Case, "id" | "departmentId" | "assigneeId">,
  { element }: Pick<Task, "element">,
  { department, rule }: Pick<CreateTask, "department" | "rule">,
): Promise<void> {
  const claim = claimOf(department, rule?.result);
  const named = claim.department === undefined ? undefined : await findDepartment(scope, claim.department);
  const office = named?.id ?? found.departmentId;
  if (!office) return;
  const moves = office !== found.departmentId;
  const personal = Boolean(claim.lead || claim.load || claim.area);
  if (!moves && !personal) return;
  const holder = found.assigneeId ? await getStaff(scope, found.assigneeId) : undefined;
  const keeps = holder && (!claim.lead || holder.head) && (!moves || holder.departmentId === office);
  if (keeps && !moves) return;
  const { staffId, ...reason } = keeps ? { staffId: holder.id } : personal ? await pick(scope, office, claim) : nobody;
  write(
    scope,
    sql`update cases.cases set department_id = ${office}, assignee_id = ${staffId}, changed_at = ${scope.clock.now()} where id = ${found.id}`,
  );
  const why: AssignmentReason = { element, ...rule, ...reason };
  noteAssignment(scope, found.id, { departmentId: office, staffId, cause: "rule", by: "system", why });
}

function claimOf(department: string | undefined, result: unknown): Claim {
  if (typeof result === "string") return { department: result };
  if (typeof result !== "object" || result === null) return { department };
  const said = result as Record<string, unknown>;
  return {
    department: typeof said.department === "string" ? said.department : department,
    ...(typeof said.area === "string" && said.area.trim() && { area: said.area.trim() }),
    load: said.load === true,
    lead: said.lead === true,
  };
}

const nobody = { staffId: null };

type Picked = Pick<AssignmentReason, "candidates" | "instead"> & { staffId: string | null };

/** One person or nobody: whom nobody can choose fairly, the department chooses itself. */
async function pick(scope: TenantScope, office: string, claim: Claim): Promise<Picked> {
  const able = (await listStaff(scope))
    .filter(({ departmentId }) => departmentId === office)
    .filter(({ head }) => !claim.lead || head)
    .filter((member) => claim.area === undefined || isTheirs(member, claim.area));
  const ids = able.map(({ id }) => id);
  const [open, away] = await Promise.all([countOpen(scope, ids), listPresentDeputies(scope, ids)]);
  const candidates = ids.map((staff) => ({ staff, open: open.get(staff) ?? 0 }));
  const present = candidates.filter(({ staff }) => !away.has(staff));
  const chosen = present.length > 0 ? present : candidates;
  const [first] = chosen.toSorted((a, b) => a.open - b.open || a.staff.localeCompare(b.staff));
  if (!first || (chosen.length > 1 && !claim.load)) return { staffId: null, candidates };
  const deputy = away.get(first.staff);
  return { staffId: deputy ?? first.staff, candidates, ...(deputy && { instead: first.staff }) };
}

/** A word is somebody's as it stands ("Nord", "Beispielheim"); a letter also where it lies between two ("A-K", "Å" as "A"). */
export function isTheirs({ areas }: Pick<Staff, "areas">, area: string): boolean {
  const word = area.toLocaleLowerCase("de");
  const letter = Array.from(word.normalize("NFC")).length === 1 ? word.normalize("NFD").charAt(0) : undefined;
  return areas.some((one) => {
    const [, from, to] = /^(\p{L})\s*[-–]\s*(\p{L})$/u.exec(one.trim().toLocaleLowerCase("de")) ?? [];
    if (from === undefined || to === undefined) return one.trim().toLocaleLowerCase("de") === word;
    return letter !== undefined && from <= letter && letter <= to;
  });
}

async function countOpen(scope: TenantScope, staff: readonly string[]): Promise<Map<string, number>> {
  const counted = await rows(
    scope,
    sql<{ staff: string; open: number }>`select assignee_id as staff, sum(cases)::int as open from cases.tallies
      where assignee_id = any(${staff}::uuid[]) and status in ('new', 'in-progress') group by assignee_id`,
  );
  return new Map(counted.map((row) => [row.staff, row.open]));
}
