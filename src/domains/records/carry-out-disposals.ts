import type { Database, TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { listToErase, releaseDossier } from "./disposal.ts";

/** Erases a case with all that belongs to it, in every room; says which files it named and how much the law still holds. */
export type EraseCase = (
  scope: TenantScope,
  caseId: string,
) => Promise<{ files: readonly string[]; held: readonly unknown[] }>;

/**
 * Carries out what was decided on an earlier day, each dossier in a transaction of its own. The answer is the files of
 * those that are gone, and why others failed: they keep nobody else's from going.
 */
export async function carryOutDisposals(
  database: Database,
  tenant: string,
  erase: EraseCase,
): Promise<{ files: string[]; failures: unknown[] }> {
  const files: string[] = [];
  const failures: unknown[] = [];
  for (const { id, caseId } of await database.withTenant(tenant, listToErase)) {
    try {
      const named = await database.withTenant(tenant, async (scope) => {
        if (!(await releaseDossier(scope, id))) return undefined;
        const erased = await erase(scope, caseId);
        // Another case of the same application is still kept: the dossier waits for it.
        if (erased.held.length > 0) throw new Refusal("records.still_held");
        return erased.files;
      });
      files.push(...(named ?? []));
    } catch (error) {
      if (!(error instanceof Refusal)) failures.push(error);
    }
  }
  return { files, failures };
}
