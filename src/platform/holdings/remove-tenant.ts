import type { AllianceScope, Database, TenantScope } from "../db/database.ts";
import { change, sql } from "../db/query.ts";
import type { FileStore } from "../files/file-store.ts";
import type { Holding } from "../holdings.ts";
import { forgetTenantJobs } from "../jobs-of-tenant.ts";
import { ownRows } from "./tenant-rows.ts";

/**
 * Removes a tenant ("Mandant") with all its rows, jobs and files; what it shares with others (accounts, published
 * packages) stays. Needs a database opened as its owner: the application's role may not delete from the audit trail.
 */
export async function removeTenant(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  tenant: string,
): Promise<{ rows: number; files: number }> {
  // Its entry first: from then on nobody reaches it, and a removal that broke off is begun again.
  let gone = await database.withAlliance((scope) => removeRows(scope, holdings, tenant));
  gone += await database.withTenant(tenant, async (scope) => {
    await forgetTenantJobs(scope);
    return removeRows(scope, holdings);
  });
  let files = 0;
  for await (const ids of store.list(tenant))
    for (const id of ids) {
      await store.remove(tenant, id);
      files += 1;
    }
  return { rows: gone, files };
}

/** Rows of one tenant in this scope, children before their parents; again while triggers leave rows behind. */
export async function removeRows(
  scope: TenantScope | AllianceScope,
  holdings: readonly Holding[],
  tenant = scope.kind === "tenant" ? scope.tenant : "",
): Promise<number> {
  let gone = 0;
  for (const holding of holdings.toReversed()) {
    const own = holding.of === scope.kind ? ownRows(holding, tenant) : undefined;
    if (own) gone += await change(scope, sql`delete from ${sql.table(holding.table)} where ${own}`);
  }
  return gone === 0 ? 0 : gone + (await removeRows(scope, holdings, tenant));
}
