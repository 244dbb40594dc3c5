import type { Command } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";

export type Settlement = "retry" | "skip" | "cancel";

/** Something in a process that a person must look at ("Störung"). */
export interface StoredIncident {
  id: string;
  instanceId: string;
  number: number;
  token: number;
  element: string;
  code: string;
  detail: string;
  raisedAt: Date;
  settledAt: Date | null;
  settledBy: string | null;
  settledHow: Settlement | null;
  reason: string | null;
}

const columns = sql`id, instance_id as "instanceId", number, token, element, code, detail, raised_at as "raisedAt",
  settled_at as "settledAt", settled_by as "settledBy", settled_how as "settledHow", reason`;

export async function listIncidents(scope: TenantScope, instanceId: string): Promise<StoredIncident[]> {
  return rows(
    scope,
    sql<StoredIncident>`select ${columns} from processes.incidents where instance_id = ${instanceId} order by id`,
  );
}

/** All that wait for somebody, oldest first. */
export async function listOpenIncidents(scope: TenantScope, limit = 1000): Promise<StoredIncident[]> {
  return rows(
    scope,
    sql<StoredIncident>`select ${columns} from processes.incidents where settled_at is null order by id limit ${limit}`,
  );
}

/** An incident of this process that waits for somebody. */
export async function getOpenIncident(scope: TenantScope, instanceId: string, id: string): Promise<StoredIncident> {
  const found = await getRow(
    scope,
    sql<StoredIncident>`select ${columns} from processes.incidents where instance_id = ${instanceId} and id = ${id}`,
    "incident",
  );
  if (found.settledAt) throw new Refusal("processes.incident_settled");
  return found;
}

export function insertIncident(
  scope: TenantScope,
  instanceId: string,
  { incident, token, element, code, detail = "" }: Extract<Command, { type: "raise-incident" }>,
): void {
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into processes.incidents (tenant_id, id, instance_id, number, token, element, code, detail, raised_at)
        values (${scope.tenant}, ${newId(now)}, ${instanceId}, ${incident}, ${token}, ${element}, ${code}, ${detail}, ${now})`,
  );
}

/** Of two who settle the same one the second is told. */
export async function noteSettlement(
  scope: TenantScope,
  id: string,
  { how, reason, by }: { how: Settlement; reason: string; by: string },
): Promise<void> {
  const settled = await change(
    scope,
    sql`update processes.incidents set settled_at = ${scope.clock.now()}, settled_by = ${by}, settled_how = ${how}, reason = ${reason}
        where id = ${id} and settled_at is null`,
  );
  if (settled === 0) throw new Refusal("processes.incident_settled");
}

/** The process closed it by itself, for instance because it was cancelled as a whole. */
export function closeIncident(scope: TenantScope, instanceId: string, number: number): void {
  write(
    scope,
    sql`update processes.incidents set settled_at = ${scope.clock.now()} where instance_id = ${instanceId} and number = ${number} and settled_at is null`,
  );
}
