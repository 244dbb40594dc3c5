import type { CreateTask } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { json, plainJson, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

/** Why a task is due when it is: the model's expression, and what it looked at. */
export interface DueRule {
  expression: string;
  values?: Record<string, unknown>;
}

export interface DueMove {
  from: string | null;
  to: string;
  why: string;
  at: string;
}

/** A task for a person ("Aufgabe"). */
export interface Task {
  id: string;
  instanceId: string;
  token: number;
  element: string;
  inputs: Record<string, unknown>;
  /** Who shall have it, as the model said when it was made; null where it says nothing. */
  assignment: Pick<CreateTask, "department" | "rule"> | null;
  /** Legal day, ISO. */
  dueOn: string | null;
  /** The rule that gave the day when the task was made, with the answers it looked at; null without one. */
  dueRule: DueRule | null;
  /** Each time the day was moved: from, to, why. */
  moved: DueMove[];
  createdAt: Date;
  doneAt: Date | null;
  doneBy: string | null;
  outcome: string | null;
}

export const taskColumns = sql`id, instance_id as "instanceId", token, element, inputs, assignment, due_on::text as "dueOn", due_rule as "dueRule", moved, created_at as "createdAt", done_at as "doneAt", done_by as "doneBy", outcome`;

export async function listTasks(scope: TenantScope, instanceId: string): Promise<Task[]> {
  return rows(
    scope,
    sql<Task>`select ${taskColumns} from processes.tasks where instance_id = ${instanceId} and not cancelled order by id`,
  );
}

/** Those that wait, the one due first at the front. */
export async function listWaitingTasks(scope: TenantScope, instanceId: string): Promise<Task[]> {
  return rows(
    scope,
    sql<Task>`select ${taskColumns} from processes.tasks where instance_id = ${instanceId} and done_at is null and not cancelled order by due_on, id`,
  );
}

/** Moves the day an open step is due, for instance when its period was suspended; `why` is a code of the caller. */
export async function postponeTask(scope: TenantScope, taskId: string, dueOn: string, why: string): Promise<void> {
  write(
    scope,
    sql`update processes.tasks set due_on = ${dueOn},
          moved = moved || jsonb_build_object('from', due_on, 'to', ${dueOn}::date, 'why', ${why}::text, 'at', ${scope.clock.now()}::timestamptz)
        where id = ${taskId} and done_at is null`,
  );
}

export function insertTask(scope: TenantScope, instanceId: string, made: CreateTask, dueOn: string | null): Task {
  const now = scope.clock.now();
  const { token, element, inputs, due, department, rule } = made;
  const assignment = department || rule ? { ...(department && { department }), ...(rule && { rule }) } : null;
  const dueRule = due ? { expression: due.expression, ...(due.values && { values: due.values }) } : null;
  const task = { id: newId(now), instanceId, token, element, inputs, assignment, dueOn, dueRule, createdAt: now };
  write(
    scope,
    sql`insert into processes.tasks (tenant_id, id, instance_id, token, element, inputs, assignment, due_on, due_rule, created_at)
        values (${scope.tenant}, ${task.id}, ${instanceId}, ${token}, ${element}, ${plainJson(inputs)}, ${assignment && plainJson(assignment)}, ${dueOn}, ${dueRule && json(dueRule)}, ${now})`,
  );
  return { ...task, moved: [], doneAt: null, doneBy: null, outcome: null };
}

export function cancelTask(scope: TenantScope, instanceId: string, token: number): void {
  write(
    scope,
    sql`update processes.tasks set cancelled = true where instance_id = ${instanceId} and token = ${token} and done_at is null`,
  );
}

const never = "9999-12-31";
export const byDueDay = (a: Task, b: Task): number => (a.dueOn ?? never).localeCompare(b.dueOn ?? never);
