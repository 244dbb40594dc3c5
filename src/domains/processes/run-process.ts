/**
 * One event is one transaction: the instance row is locked, the pure step runs, and what it orders is written. Steps of
 * the platform are performed in the same commit; one that fails is undone alone and tried again by a job.
 */
import { step, type Command, type ProcessEvent, type ProcessState, type RunJob, type StepResult } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, plainJson, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Conductor } from "./conductor.ts";
import { forgetFailingStep, tryLater, variablesAt } from "./failing-step.ts";
import { insertHistory } from "./history.ts";
import { closeIncident, insertIncident } from "./incident.ts";
import { byDueDay, cancelTask, insertTask, listWaitingTasks, type Task } from "./task-store.ts";
import { awaitMessage, awaitSignal, forgetWait, sendMessageTo, setTimer, throwSignal } from "./wait.ts";

/** Takes an event to the next waits; false when nothing waits for it any more. */
export async function happen(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  event: ProcessEvent,
): Promise<boolean> {
  const before = await lockState(scope, id);
  const result = step(conductor.model, before, { ...event, ...factsOf(conductor) });
  if (result.stale) return false;
  if (result.refused) throw new Refusal("processes.refused", { why: result.refused.detail });
  // What came true is not called off by a command: nobody waits for it any more all the same.
  const still = new Set(result.state.subscriptions.map((one) => one.id));
  for (const { id: subscription } of before.subscriptions)
    if (!still.has(subscription)) forgetWait(scope, id, subscription);
  await take(scope, id, conductor, result);
  return true;
}

export async function lockState(scope: TenantScope, id: string): Promise<ProcessState> {
  const { state } = await getRow(
    scope,
    sql<{ state: ProcessState }>`select state from processes.instances where id = ${id} for update`,
    "process",
  );
  return state;
}

/** The state as it was committed last; nobody is held up. */
export async function findState(scope: TenantScope, id: string): Promise<ProcessState | undefined> {
  const row = await findRow(
    scope,
    sql<{ state: ProcessState }>`select state from processes.instances where id = ${id}`,
  );
  return row?.state;
}

/** Writes what a step made and does what it orders, until the process waits again. `begins`: its row was just written. */
export async function take(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  first: Pick<StepResult, "state" | "commands" | "history">,
  begins = false,
): Promise<void> {
  let state = first.state;
  const history = [...first.history];
  const commands: Command[] = [...first.commands];
  const created: Task[] = [];
  let called = false;
  while (commands.length > 0) {
    const command = commands.shift()!;
    if (command.type === "create-task") {
      created.push(insertTask(scope, id, command, conductor.dueOn(command)));
    } else if (command.type === "run-job") {
      const next = await runStep(scope, id, conductor, state, command);
      if (!next) continue;
      state = next.state;
      history.push(...next.history);
      commands.push(...next.commands);
    } else {
      called ||= command.type === "cancel-task";
      await obey(scope, id, conductor, command);
    }
  }
  if (!begins || state !== first.state)
    write(
      scope,
      sql`update processes.instances set state = ${plainJson(state)}, status = ${state.status} where id = ${id}`,
    );
  insertHistory(scope, id, history);
  // A process that begins has no other tasks than those just made.
  await conductor.waiting?.(begins && !called ? created.toSorted(byDueDay) : await listWaitingTasks(scope, id));
}

/** All that is only written: timers, messages, signals, incidents and what is called off. */
async function obey(scope: TenantScope, id: string, conductor: Conductor, command: Command): Promise<void> {
  switch (command.type) {
    case "cancel-task":
      return cancelTask(scope, id, command.token);
    case "cancel-job":
      return forgetFailingStep(scope, id, command.token);
    case "set-timer":
      return setTimer(scope, id, command, conductor.ringsAt(command.due));
    case "await-message":
      return awaitMessage(scope, id, command);
    case "await-signal":
      return awaitSignal(scope, id, command);
    case "cancel-timer":
    case "forget-message":
    case "forget-signal":
      return forgetWait(scope, id, command.subscription);
    case "send-message":
      return sendMessageTo(scope, id, command);
    case "throw-signal":
      return throwSignal(scope, command.name, command.variables);
    case "raise-incident":
      return insertIncident(scope, id, command);
    case "close-incident":
      return closeIncident(scope, id, command.incident);
  }
}

/** Performs a step of the platform; undefined when it failed and will be tried again. */
export async function runStep(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  state: ProcessState,
  job: RunJob,
  { again = false } = {},
): Promise<StepResult | undefined> {
  const at = scope.clock.now().toISOString();
  const happened = { token: job.token, at, by: "system", ...factsOf(conductor) };
  try {
    const variables = await scope.trx.attempt(() => conductor.perform(job, variablesAt(state, job.token)));
    if (again) forgetFailingStep(scope, id, job.token);
    return step(conductor.model, state, { type: "job-completed", ...happened, ...(variables && { variables }) });
  } catch (error) {
    // A rule refuses the click itself, and whoever pressed is told; nobody pressed when a job tries again.
    if (error instanceof Refusal && !again) throw error;
    const detail = error instanceof Error ? error.message.slice(0, 500) : "unknown";
    if (await tryLater(scope, id, job, detail)) return undefined;
    forgetFailingStep(scope, id, job.token);
    return step(conductor.model, state, { type: "job-failed", ...happened, detail });
  }
}

export const factsOf = ({ facts }: Conductor): Pick<Conductor, "facts"> => (facts ? { facts } : {});
