import type { StepResult } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { plainJson, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

type Entry = StepResult["history"][number];

/**
 * One line as it is kept: what, element and token, then only what is not as the row says (why, who, when). A case lives
 * for years and has many lines: kept whole they were most of what its workflow needs.
 */
type Kept = readonly [Entry["what"], string, number, (Entry["why"] | null)?, (string | null)?, string?];

export function insertHistory(scope: TenantScope, instance: string, entries: readonly Entry[]): void {
  const [first] = entries;
  if (!first) return;
  const kept = entries.map((entry): Kept => keep(entry, first));
  write(
    scope,
    sql`insert into processes.history (tenant_id, id, instance_id, at, by, entries)
        values (${scope.tenant}, ${newId(scope.clock.now())}, ${instance}, ${first.at}, ${first.by ?? null}, ${plainJson(kept)})`,
  );
}

/** Each step with its reason, oldest first. */
export async function listHistory(scope: TenantScope, instance: string): Promise<Entry[]> {
  const found = await rows(
    scope,
    sql<{
      at: Date;
      by: string | null;
      entries: Kept[];
    }>`select at, by, entries from processes.history where instance_id = ${instance} order by id`,
  );
  return found.flatMap(({ at, by, entries }) => entries.map((one) => unfold(one, at.toISOString(), by)));
}

function keep({ what, element, token, at, by, why }: Entry, first: Entry): Kept {
  if (at !== first.at) return [what, element, token, why ?? null, by ?? null, at];
  if (by !== first.by) return [what, element, token, why ?? null, by ?? null];
  return why ? [what, element, token, why] : [what, element, token];
}

function unfold(kept: Kept, at: string, by: string | null): Entry {
  const [what, element, token, why, ownBy, ownAt] = kept;
  const who = kept.length > 4 ? ownBy : by;
  return { what, element, token, at: ownAt ?? at, ...(who && { by: who }), ...(why && { why }) };
}
