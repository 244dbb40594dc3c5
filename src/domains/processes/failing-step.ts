import type { ProcessState, RunJob, Variables } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { defineJob } from "../../platform/jobs.ts";

/** A step of the platform that failed and will be tried again. */
export interface FailingStep {
  token: number;
  step: RunJob;
  tries: number;
  error: string;
  nextAt: Date;
}

export const stepJob = defineJob<{ instance: string; token: number }>("processes.step", 100);

/** After how many seconds a failed step is tried again; behind the last it is an incident. */
const pauses = [10, 60, 600, 3600];

const columns = sql`token, step, tries, error, next_at as "nextAt"`;

export async function listFailingSteps(scope: TenantScope, instance: string): Promise<FailingStep[]> {
  return rows(
    scope,
    sql<FailingStep>`select ${columns} from processes.failing_steps where instance_id = ${instance} order by token`,
  );
}

export async function findFailingStep(
  scope: TenantScope,
  instance: string,
  token: number,
): Promise<FailingStep | undefined> {
  return findRow(
    scope,
    sql<FailingStep>`select ${columns} from processes.failing_steps where instance_id = ${instance} and token = ${token}`,
  );
}

/** Notes the failure and orders the next try; false when it was tried often enough. */
export async function tryLater(scope: TenantScope, instance: string, step: RunJob, error: string): Promise<boolean> {
  const { token } = step;
  const { tries } = await getRow(
    scope,
    sql<{
      tries: number;
    }>`insert into processes.failing_steps (tenant_id, instance_id, token, step, tries, error, next_at)
        values (${scope.tenant}, ${instance}, ${token}, ${json(step)}, 1, ${error}, ${scope.clock.now()})
        on conflict (tenant_id, instance_id, token) do update set tries = failing_steps.tries + 1, error = excluded.error
        returning tries`,
    "step",
  );
  const pause = pauses[tries - 1];
  if (pause === undefined) return false;
  const nextAt = new Date(scope.clock.now().getTime() + pause * 1000);
  write(
    scope,
    sql`update processes.failing_steps set next_at = ${nextAt} where instance_id = ${instance} and token = ${token}`,
  );
  scope.enqueue(stepJob, { instance, token }, { at: nextAt });
  return true;
}

export function forgetFailingStep(scope: TenantScope, instance: string, token: number): void {
  write(scope, sql`delete from processes.failing_steps where instance_id = ${instance} and token = ${token}`);
}

/** What the step at this token sees: the variables of its scope and of those around it. */
export function variablesAt(state: ProcessState, token: number): Variables {
  const found: Record<string, Variables[string]>[] = [];
  let scope = state.scopes.find(({ id }) => id === state.tokens.find((one) => one.id === token)?.scope);
  while (scope) {
    found.unshift(scope.variables);
    const { parent, process } = scope;
    const outer = state.scopes.find(({ id }) => id === parent);
    // A called process sees only what was given to it.
    scope = outer?.process === process ? outer : undefined;
  }
  return Object.assign({}, ...found) as Variables;
}
