import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

/** Lets another authority see one row of a room, for a purpose and until an instant; the row's policy asks for it. */
export function shareRow(
  scope: TenantScope,
  {
    room,
    rowId,
    withTenant,
    purpose,
    until,
  }: { room: string; rowId: string; withTenant: string; purpose: string; until: Date },
): void {
  write(
    scope,
    sql`insert into tenancy.shares (tenant_id, id, room, row_id, with_tenant, purpose, until)
        values (${scope.tenant}, ${newId(scope.clock.now())}, ${room}, ${rowId}, ${withTenant}, ${purpose}, ${until})`,
  );
}
