import {
  start,
  step,
  type Command,
  type CreateTask,
  type ProcessEvent,
  type ProcessModel,
  type ProcessState,
  type RunJob,
  type StepResult,
  type Variables,
} from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

/** A task for a person ("Aufgabe"). */
export interface Task {
  id: string;
  instanceId: string;
  token: number;
  element: string;
  inputs: Record<string, unknown>;
  /** Legal day, ISO. */
  dueOn: string | null;
  createdAt: Date;
  doneAt: Date | null;
  doneBy: string | null;
  outcome: string | null;
}

/** What a process asks of the room that runs it. */
export interface Conductor {
  model: ProcessModel;
  /** Performs a step of the platform in this transaction; the answer becomes variables of the process. */
  perform(step: RunJob): Promise<Variables | undefined>;
  /** The legal day on which a task is due. */
  dueOn(task: CreateTask): string | null;
  /** Told after the last step, when nothing more happens by itself. */
  waiting?(tasks: Task[]): void;
}

const taskColumns = sql`id, instance_id as "instanceId", token, element, inputs, due_on::text as "dueOn", created_at as "createdAt", done_at as "doneAt", done_by as "doneBy", outcome`;

export async function startProcess(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  variables: Variables,
): Promise<void> {
  const result = start(conductor.model, { at: scope.clock.now().toISOString(), by: "system", variables });
  write(
    scope,
    sql`insert into processes.instances (tenant_id, id, status, state) values (${scope.tenant}, ${id}, ${result.state.status}, ${json(result.state)})`,
  );
  await take(scope, id, conductor, result, true);
}

/** Completes a waiting task of this instance with its outcome; of two hands the second is refused. */
export async function completeTask(
  scope: TenantScope,
  id: string,
  taskId: string,
  conductor: Conductor,
  by: string,
  variables: Variables & { outcome?: string },
): Promise<void> {
  const task = await getRow(
    scope,
    sql<Task>`select ${taskColumns} from processes.tasks where id = ${taskId} and instance_id = ${id}`,
    "task",
  );
  const state = await lockState(scope, id);
  const open = await change(
    scope,
    sql`update processes.tasks set done_at = ${scope.clock.now()}, done_by = ${by}, outcome = ${variables.outcome ?? null}
        where id = ${taskId} and done_at is null and not cancelled`,
  );
  if (open === 0) throw new Refusal("processes.task_gone");
  const event: ProcessEvent = {
    type: "task-completed",
    token: task.token,
    at: scope.clock.now().toISOString(),
    by,
    variables,
  };
  const result = step(conductor.model, state, event);
  if (result.stale) throw new Refusal("processes.task_gone");
  if (result.refused) throw new Refusal("processes.refused", { why: result.refused.detail });
  await take(scope, id, conductor, result);
}

/** Moves the day an open step is due, for instance when its period was suspended. */
export async function postponeTask(scope: TenantScope, taskId: string, dueOn: string): Promise<void> {
  write(scope, sql`update processes.tasks set due_on = ${dueOn} where id = ${taskId} and done_at is null`);
}

/** Ends the whole process, for instance when the application was withdrawn. */
export async function cancelProcess(scope: TenantScope, id: string, conductor: Conductor, by: string): Promise<void> {
  const state = await lockState(scope, id);
  if (state.status !== "running") return;
  await take(
    scope,
    id,
    conductor,
    step(conductor.model, state, { type: "cancel", at: scope.clock.now().toISOString(), by }),
  );
}

export async function listTasks(scope: TenantScope, instanceId: string): Promise<Task[]> {
  return rows(
    scope,
    sql<Task>`select ${taskColumns} from processes.tasks where instance_id = ${instanceId} and not cancelled order by id`,
  );
}

/** Each step with its reason, oldest first. */
export async function listHistory(scope: TenantScope, instanceId: string): Promise<StepResult["history"]> {
  const found = await rows(
    scope,
    sql<{
      entries: StepResult["history"];
    }>`select entries from processes.history where instance_id = ${instanceId} order by id`,
  );
  return found.flatMap((row) => row.entries);
}

async function lockState(scope: TenantScope, id: string): Promise<ProcessState> {
  const { state } = await getRow(
    scope,
    sql<{ state: ProcessState }>`select state from processes.instances where id = ${id} for update`,
    "process",
  );
  return state;
}

/** Writes what a step made and performs what it orders, until the process waits for people again. */
async function take(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  first: StepResult,
  begins = false,
): Promise<void> {
  let state = first.state;
  const history = [...first.history];
  const commands: Command[] = [...first.commands];
  const created: Task[] = [];
  while (commands.length > 0) {
    const command = commands.shift()!;
    if (command.type === "create-task") created.push(insertTask(scope, id, command, conductor.dueOn(command)));
    else if (command.type === "cancel-task") {
      begins = false;
      write(
        scope,
        sql`update processes.tasks set cancelled = true where instance_id = ${id} and token = ${command.token}`,
      );
    } else if (command.type === "run-job") {
      const variables = await conductor.perform(command);
      const next = step(conductor.model, state, {
        type: "job-completed",
        token: command.token,
        at: scope.clock.now().toISOString(),
        by: "system",
        ...(variables && { variables }),
      });
      state = next.state;
      history.push(...next.history);
      commands.push(...next.commands);
    }
  }
  if (!begins || state !== first.state)
    write(scope, sql`update processes.instances set state = ${json(state)}, status = ${state.status} where id = ${id}`);
  write(
    scope,
    sql`insert into processes.history (tenant_id, id, instance_id, entries) values (${scope.tenant}, ${newId(scope.clock.now())}, ${id}, ${json(history)})`,
  );
  // A process that begins has no other tasks than those just made.
  conductor.waiting?.(begins ? created.toSorted(byDueDay) : await listWaiting(scope, id));
}

const never = "9999-12-31";
const byDueDay = (a: Task, b: Task): number => (a.dueOn ?? never).localeCompare(b.dueOn ?? never);

async function listWaiting(scope: TenantScope, instanceId: string): Promise<Task[]> {
  return rows(
    scope,
    sql<Task>`select ${taskColumns} from processes.tasks where instance_id = ${instanceId} and done_at is null and not cancelled order by due_on, id`,
  );
}

function insertTask(scope: TenantScope, instanceId: string, made: CreateTask, dueOn: string | null): Task {
  const now = scope.clock.now();
  const { token, element, inputs } = made;
  const task = { id: newId(now), instanceId, token, element, inputs, dueOn, createdAt: now };
  write(
    scope,
    sql`insert into processes.tasks (tenant_id, id, instance_id, token, element, inputs, due_on, created_at)
        values (${scope.tenant}, ${task.id}, ${instanceId}, ${token}, ${element}, ${json(inputs)}, ${dueOn}, ${now})`,
  );
  return { ...task, doneAt: null, doneBy: null, outcome: null };
}
