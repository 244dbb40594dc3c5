/** The jobs that wait for a tenant: they move with it, and go with whom they are about. */
import type { TenantScope } from "./db/database.ts";
import { change, rows, sql } from "./db/query.ts";

export interface WaitingJob {
  name: string;
  data: object;
  retries: number;
  /** ISO 8601. */
  at: string;
}

const waiting = sql`state in ('created', 'retry', 'active')`;

export async function listWaitingJobs(scope: TenantScope): Promise<WaitingJob[]> {
  return rows(
    scope,
    sql<WaitingJob>`select name, data->'data' as data, retry_limit as retries, to_jsonb(start_after)#>>'{}' as at
      from pgboss.job where data->>'tenant' = ${scope.tenant} and ${waiting} order by start_after, id`,
  );
}

/** Takes back what waits to be done about these ids. */
export async function forgetJobs(scope: TenantScope, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  return change(
    scope,
    sql`delete from pgboss.job where data->>'tenant' = ${scope.tenant} and state in ('created', 'retry')
        and exists (select from jsonb_each_text(data->'data') d where d.value = any(${ids}))`,
  );
}

/** Takes back everything that waits for this tenant. */
export async function forgetTenantJobs(scope: TenantScope): Promise<number> {
  return change(scope, sql`delete from pgboss.job where data->>'tenant' = ${scope.tenant}`);
}
