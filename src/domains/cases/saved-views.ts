import type { TenantScope } from "../../platform/db/database.ts";
import { change, json, rows, sql } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

/** A list somebody keeps for themselves: the words of its address ("ansicht=alle&leistung=hund-anmelden") and a name. */
export interface SavedView {
  id: string;
  name: string;
  filter: Record<string, string>;
}

const mostViews = 20;

export async function listSavedViews(scope: TenantScope, staffId: string): Promise<SavedView[]> {
  return rows(
    scope,
    sql<SavedView>`select id, name, filter from cases.saved_views where staff_id = ${staffId} order by id`,
  );
}

export async function saveView(
  scope: TenantScope,
  staffId: string,
  name: string,
  filter: Record<string, string>,
): Promise<string> {
  const title = name.trim().slice(0, 60);
  if (!title) throw new Refusal("cases.view_unnamed");
  if ((await listSavedViews(scope, staffId)).length >= mostViews) throw new Refusal("cases.views_full");
  const id = newId(scope.clock.now());
  await change(
    scope,
    sql`insert into cases.saved_views (tenant_id, id, staff_id, name, filter)
        values (${scope.tenant}, ${id}, ${staffId}, ${title}, ${json(filter)})`,
  );
  return id;
}

export async function removeSavedView(scope: TenantScope, staffId: string, id: string): Promise<void> {
  const removed = await change(scope, sql`delete from cases.saved_views where id = ${id} and staff_id = ${staffId}`);
  if (removed === 0) throw new NotFound("saved view");
}
