import { legalDay } from "./clock.ts";
import type { TenantScope } from "./db/database.ts";
import { change, sql } from "./db/query.ts";
import { defineJob } from "./jobs.ts";

/** What every tenant's house needs once a day: drafts that end, files nobody names, sessions that are over. */
export const upkeepJob = defineJob<Record<string, never>>("platform.upkeep");

/** Orders the upkeep of this legal day, unless it was ordered; asked often, by every process. */
export async function orderUpkeep(scope: TenantScope): Promise<void> {
  const today = legalDay(scope.clock.now());
  const first = await change(
    scope,
    sql`insert into platform.upkeep_days (tenant_id, day) values (${scope.tenant}, ${today}) on conflict do nothing`,
  );
  if (first === 0) return;
  await change(scope, sql`delete from platform.upkeep_days where day < ${today}`);
  scope.enqueue(upkeepJob, {});
}
