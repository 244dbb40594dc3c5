import { start, type Variables } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, plainJson, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Conductor } from "./conductor.ts";
import { findFailingStep } from "./failing-step.ts";
import { getOpenIncident, noteSettlement, type Settlement } from "./incident.ts";
import { factsOf, happen, lockState, runStep, take } from "./run-process.ts";
import { taskColumns, type Task } from "./task-store.ts";
import { findWait, takeMessage, timerJob } from "./wait.ts";

export async function startProcess(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  variables: Variables,
): Promise<void> {
  const result = start(conductor.model, {
    at: scope.clock.now().toISOString(),
    by: "system",
    variables,
    ...factsOf(conductor),
  });
  write(
    scope,
    sql`insert into processes.instances (tenant_id, id, status, state) values (${scope.tenant}, ${id}, ${result.state.status}, ${plainJson(result.state)})`,
  );
  await take(scope, id, conductor, result, true);
}

/** Begins the workflow anew where it had ended; tasks and history of the first time stay to be read. */
export async function restartProcess(
  scope: TenantScope,
  id: string,
  conductor: Conductor,
  { by, variables }: { by: string; variables: Variables },
): Promise<void> {
  const before = await lockState(scope, id);
  if (before.status === "running") throw new Refusal("processes.refused", { why: "still running" });
  const at = scope.clock.now().toISOString();
  const begun = start(conductor.model, { at, by, variables, ...factsOf(conductor), after: before });
  await take(scope, id, conductor, begun);
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
  await lockState(scope, id);
  const open = await change(
    scope,
    sql`update processes.tasks set done_at = ${scope.clock.now()}, done_by = ${by}, outcome = ${variables.outcome ?? null}
        where id = ${taskId} and done_at is null and not cancelled`,
  );
  if (open === 0) throw new Refusal("processes.task_gone");
  const event = { type: "task-completed", token: task.token, ...momentOf(scope, by), variables } as const;
  if (!(await happen(scope, id, conductor, event))) throw new Refusal("processes.task_gone");
}

/** Ends the whole process, for instance when the application was withdrawn. */
export async function cancelProcess(scope: TenantScope, id: string, conductor: Conductor, by: string): Promise<void> {
  const state = await lockState(scope, id);
  if (state.status === "running") await happen(scope, id, conductor, { type: "cancel", ...momentOf(scope, by) });
}

/** A timer's hour has come; what was called off meanwhile rings for nobody. False when nothing waited. */
export async function ringTimer(
  scope: TenantScope,
  id: string,
  subscription: number,
  conductor: Conductor,
): Promise<boolean> {
  await lockState(scope, id);
  const wait = await findWait(scope, id, subscription);
  if (!wait?.ringsAt) return false;
  if (wait.ringsAt > scope.clock.now()) {
    // The queue's clock runs ahead of ours: it rings at its time.
    scope.enqueue(timerJob, { instance: id, subscription }, { at: wait.ringsAt });
    return false;
  }
  return happen(scope, id, conductor, { type: "timer-fired", subscription, ...momentOf(scope, "system") });
}

/** Delivers a message to the process that waits for it; it is taken off its way only if it did. */
export async function receiveMessage(
  scope: TenantScope,
  id: string,
  messageId: string,
  conductor: Conductor,
): Promise<boolean> {
  await lockState(scope, id);
  const message = await takeMessage(scope, messageId);
  if (!message) return false;
  const { name, key, variables } = message;
  const event = { type: "message", name, ...(key && { key }), variables, ...momentOf(scope, "system") } as const;
  const heard = await happen(scope, id, conductor, event);
  if (!heard) throw new Error("the receiver of a message went away: tried again for the next one");
  return heard;
}

export async function receiveSignal(
  scope: TenantScope,
  id: string,
  { name, variables }: { name: string; variables: Variables },
  conductor: Conductor,
): Promise<boolean> {
  return happen(scope, id, conductor, { type: "signal", name, variables, ...momentOf(scope, "system") });
}

/** Tries a failed step again; one that was called off meanwhile is not. */
export async function retryStep(scope: TenantScope, id: string, token: number, conductor: Conductor): Promise<void> {
  const state = await lockState(scope, id);
  const failing = await findFailingStep(scope, id, token);
  if (!failing) return;
  const next = await runStep(scope, id, conductor, state, failing.step, { again: true });
  if (next) await take(scope, id, conductor, next);
}

/** Settles an incident: tries the element again, goes on as if it were done, or ends its branch. With a reason. */
export async function settleIncident(
  scope: TenantScope,
  id: string,
  incidentId: string,
  conductor: Conductor,
  { how, reason, flow, by }: { how: Settlement; reason: string; flow?: string; by: string },
): Promise<string> {
  await lockState(scope, id);
  const incident = await getOpenIncident(scope, id, incidentId);
  await noteSettlement(scope, incidentId, { how, reason, by });
  const moment = momentOf(scope, by);
  const heard = await happen(
    scope,
    id,
    conductor,
    how === "cancel"
      ? { type: "cancel", token: incident.token, ...moment }
      : how === "retry"
        ? { type: "incident-retry", incident: incident.number, ...moment }
        : { type: "incident-skip", incident: incident.number, ...(flow && { flow }), ...moment },
  );
  if (!heard) throw new Refusal("processes.incident_settled");
  return incident.element;
}

const momentOf = (scope: TenantScope, by: string) => ({ at: scope.clock.now().toISOString(), by });
