import type { Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { getRow, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { lockForPlatform } from "../applications/index.ts";
import type { Case, Caseworker } from "./case.ts";
import { lockCase } from "./case-store.ts";
import { refuseIfDeemed } from "./deemed-approval.ts";
import { seesCase } from "./see-case.ts";

export const actorOf = (caseworker: Caseworker): Actor => `staff:${caseworker.id}`;

/**
 * The one way to begin a step on a case: first its application is locked, then the case, then (by the step) its process.
 * Citizens, payments and jobs lock in the same order, so whoever comes second waits and is told; nobody is stuck.
 * A case that the caseworker may not see is not there.
 */
export async function enterCase(scope: TenantScope, id: string, caseworker?: Caseworker): Promise<Case> {
  const { application } = await getRow(
    scope,
    sql<{ application: string | null }>`select application_id as application from cases.cases where id = ${id}`,
    "case",
  );
  if (application) await lockForPlatform(scope, application);
  const found = await lockCase(scope, id);
  if (caseworker) {
    if (!(await seesCase(scope, caseworker, found))) throw new NotFound("case");
    noteParticipation(scope, id, caseworker.id);
  }
  return found;
}

/** Whoever does something in a case finds it again among those they took part in. */
export function noteParticipation(scope: TenantScope, id: string, staffId: string): void {
  write(
    scope,
    sql`insert into cases.participations (tenant_id, staff_id, case_id) values (${scope.tenant}, ${staffId}, ${id}) on conflict do nothing`,
  );
}

/** The same for steps that a closed case refuses. */
export async function enterOpenCase(scope: TenantScope, id: string, caseworker?: Caseworker): Promise<Case> {
  const found = await enterCase(scope, id, caseworker);
  if (found.status === "closed") throw new Refusal("cases.closed");
  refuseIfDeemed(scope, found);
  return found;
}

/** For jobs: what was erased meanwhile needs nothing more. */
export async function enterIfThere(scope: TenantScope, id: string): Promise<Case | undefined> {
  return enterCase(scope, id).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
}
