import type { Database, TenantScope } from "../db/database.ts";
import { change, rows, sql } from "../db/query.ts";
import { listUnnamed, type Holding } from "../holdings.ts";
import type { FileStore } from "./file-store.ts";

const graceDays = 30;

/**
 * Removes bytes that nothing names, in two phases (fault R6): what is unnamed today is marked; what is still unnamed
 * 30 days after its mark is removed. What is named again loses its mark. The answer is how many files went.
 */
export async function sweepFiles(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  tenant: string,
): Promise<number> {
  let removed = 0;
  for await (const files of store.list(tenant)) {
    const gone = await database.withTenant(tenant, (scope) => markAndFindGone(scope, holdings, files));
    for (const id of gone) await store.remove(tenant, id);
    removed += gone.length;
  }
  return removed;
}

async function markAndFindGone(
  scope: TenantScope,
  holdings: readonly Holding[],
  files: readonly string[],
): Promise<string[]> {
  const now = scope.clock.now();
  const unnamed = await listUnnamed(scope, holdings, files);
  await change(
    scope,
    sql`delete from platform.unnamed_files where file_id = any(${files}::uuid[]) and not file_id = any(${unnamed}::uuid[])`,
  );
  await change(
    scope,
    sql`insert into platform.unnamed_files (tenant_id, file_id, since)
        select ${scope.tenant}, id, ${now} from unnest(${unnamed}::uuid[]) f(id) on conflict do nothing`,
  );
  const gone = await rows<{ id: string }>(
    scope,
    sql`delete from platform.unnamed_files where file_id = any(${unnamed}::uuid[])
        and since <= ${new Date(now.getTime() - graceDays * 86_400_000)} returning file_id as id`,
  );
  return gone.map(({ id }) => id);
}
