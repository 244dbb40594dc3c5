import { migrate, type ElementMap, type ProcessState } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import type { Conductor } from "./conductor.ts";
import { lockState, take } from "./run-process.ts";

/** An element that has no place in the new version, and why. */
export interface Misfit {
  element: string;
  why: string;
}

/**
 * Moves a running process to another version of its model, in the caller's transaction: all of it or, when the answer
 * names misfits, nothing. A dry run only looks.
 */
export async function migrateProcess(
  scope: TenantScope,
  id: string,
  { from, to, map, by, dryRun }: { from: Conductor; to: Conductor; map: ElementMap; by: string; dryRun: boolean },
): Promise<readonly Misfit[]> {
  const state = await lockState(scope, id);
  const migration = migrate(from.model, to.model, map, state, { at: scope.clock.now().toISOString(), by });
  if (!migration.fits) return migration.reasons;
  if (dryRun) return [];
  rename(scope, id, state, migration.state);
  await take(scope, id, to, migration);
  return [];
}

/** Tasks, waits and incidents stand where their tokens stand now. */
function rename(scope: TenantScope, id: string, before: ProcessState, after: ProcessState): void {
  const renamed = <T extends { id: number; element: string }>(old: readonly T[], now: readonly T[]): T[] =>
    now.filter((one) => old.some((other) => other.id === one.id && other.element !== one.element));
  for (const { id: token, element } of renamed(before.tokens, after.tokens)) {
    write(scope, sql`update processes.tasks set element = ${element} where instance_id = ${id} and token = ${token}`);
    write(
      scope,
      sql`update processes.failing_steps set step = jsonb_set(step, '{element}', to_jsonb(${element}::text)) where instance_id = ${id} and token = ${token}`,
    );
  }
  for (const { id: subscription, element } of renamed(before.subscriptions, after.subscriptions))
    write(
      scope,
      sql`update processes.waits set element = ${element} where instance_id = ${id} and subscription = ${subscription}`,
    );
  for (const { id: number, element } of renamed(before.incidents, after.incidents))
    write(
      scope,
      sql`update processes.incidents set element = ${element} where instance_id = ${id} and number = ${number}`,
    );
}
