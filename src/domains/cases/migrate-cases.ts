import type { ElementMap } from "@allmende/bpmn";
import { audit } from "../../platform/audit/audit.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { migrateProcess, type Misfit } from "../processes/index.ts";
import { getRelease, loadPinned } from "../services/index.ts";
import { conductorOf } from "./conduct.ts";
import { enterCase } from "./enter-case.ts";

/** What became, or in a dry run would become, of the running cases of a service. */
export interface CaseMigration {
  moved: number;
  stay: { id: string; fileReference: string | null; misfits: readonly Misfit[] }[];
}

/**
 * Moves running cases of a service to another release's workflow, each in a transaction of its own: a case goes whole or
 * stays as it is. `map` names where elements of the old version are in the new one.
 */
export async function migrateCases(
  database: Database,
  tenant: string,
  { slug, to, map, dryRun }: { slug: string; to: string; map: ElementMap; dryRun: boolean },
): Promise<CaseMigration> {
  const ids = await database.withTenant(tenant, (scope) => listRunning(scope, slug, to));
  const done: CaseMigration = { moved: 0, stay: [] };
  for (const id of ids) {
    const { misfits, fileReference } = await database.withTenant(tenant, (scope) =>
      migrateCase(scope, id, { to, map, dryRun }),
    );
    if (misfits.length > 0) done.stay.push({ id, fileReference, misfits });
    else done.moved += 1;
  }
  return done;
}

async function listRunning(scope: TenantScope, slug: string, to: string): Promise<string[]> {
  const release = await getRelease(scope, to);
  if (release.slug !== slug) throw new Error(`release ${to} is of ${release.slug}`);
  const found = await rows(
    scope,
    sql<{
      id: string;
    }>`select id from cases.cases where slug = ${slug} and status <> 'closed' and release_id <> ${to} order by id`,
  );
  return found.map(({ id }) => id);
}

async function migrateCase(
  scope: TenantScope,
  id: string,
  { to, map, dryRun }: { to: string; map: ElementMap; dryRun: boolean },
): Promise<{ misfits: readonly Misfit[]; fileReference: string | null }> {
  const found = await enterCase(scope, id);
  const { fileReference } = found;
  // Closed or moved since the list was read.
  if (found.status === "closed" || found.releaseId === to) return { misfits: [], fileReference };
  const [before, after] = [await loadPinned(scope, found.releaseId), await loadPinned(scope, to)];
  // A period that runs by law runs on; a version that knows none could neither extend nor certify it.
  const lawless = before.definition.deemedApproval && !after.definition.deemedApproval;
  const unfit = lawless ? [{ element: "deemedApproval", why: "this version names no law for it" }] : [];
  const misplaced = await migrateProcess(scope, id, {
    from: await conductorOf(scope, found, before, "system"),
    to: await conductorOf(scope, found, after, "system"),
    map,
    by: "system",
    dryRun: dryRun || unfit.length > 0,
  });
  const misfits = [...unfit, ...misplaced];
  if (misfits.length === 0 && !dryRun) {
    write(scope, sql`update cases.cases set release_id = ${to} where id = ${id}`);
    await audit(scope, {
      actor: "system",
      act: "cases.migrate",
      subject: id,
      details: { from: found.releaseId, to },
    });
  }
  return { misfits, fileReference };
}
