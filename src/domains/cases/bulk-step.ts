import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import type { Case, Caseworker } from "./case.ts";
import { getSeenCase } from "./see-case.ts";
import { tagCase } from "./tags.ts";
import { assignCase, handBackCase, takeCase } from "./take-case.ts";

/** One step on several cases. */
export type BulkStep =
  | { verb: "take" | "hand-back" }
  | { verb: "tag"; tag: string }
  | { verb: "assign"; departmentId: string; staffId: string | null; words: string };

/** What became of each: done, or refused with a code; nothing of a refused one has happened. */
export interface BulkResult {
  id: string;
  found: Case | undefined;
  refused?: string;
}

export const mostAtOnce = 100;

/** Takes, hands back, tags or assigns several cases; each alone, in the order of their ids, so that two hands never block each other. */
export async function doOnSeveral(
  scope: TenantScope,
  caseworker: Caseworker,
  ids: readonly string[],
  step: BulkStep,
): Promise<BulkResult[]> {
  if (ids.length === 0) throw new Refusal("cases.nothing_chosen");
  const results: BulkResult[] = [];
  for (const id of [...new Set(ids)].toSorted().slice(0, mostAtOnce)) {
    const refused = await scope.trx
      .attempt(() => doOn(scope, caseworker, id, step))
      .then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof Refusal) return error.code;
          if (error instanceof NotFound) return "cases.unknown";
          throw error;
        },
      );
    const found = refused === "cases.unknown" ? undefined : await getSeenCase(scope, caseworker, id);
    results.push({ id, found, ...(refused && { refused }) });
  }
  return results;
}

async function doOn(scope: TenantScope, caseworker: Caseworker, id: string, step: BulkStep): Promise<void> {
  switch (step.verb) {
    case "take":
      return takeCase(scope, caseworker, id);
    case "hand-back":
      return handBackCase(scope, caseworker, id);
    case "tag":
      return tagCase(scope, caseworker, id, step.tag);
    case "assign":
      return assignCase(scope, caseworker, id, step);
  }
}
