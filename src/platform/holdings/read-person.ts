import type { AllianceScope, TenantScope } from "../db/database.ts";
import { rows, sql } from "../db/query.ts";
import type { Holding, PersonKeys } from "../holdings.ts";
import { whose } from "./person.ts";

type Row = Record<string, unknown>;

/** A person's rows in one scope, by table, as JSON has them; tables without any are left out. Parents stand before their children. */
export async function readPersonalData(
  scope: TenantScope | AllianceScope,
  holdings: readonly Holding[],
  keys: PersonKeys,
): Promise<ReadonlyMap<string, Row[]>> {
  const found = new Map<string, Row[]>();
  const parents = new Map<string, string[]>();
  for (const holding of holdings) {
    const those = holding.of === scope.kind ? whose(holding, keys, parents) : undefined;
    if (!those) continue;
    const read = await rows<{ row: Row }>(
      scope,
      sql`select to_jsonb(t) as row from ${sql.table(holding.table)} t where ${those}`,
    );
    if (read.length === 0) continue;
    found.set(
      holding.table,
      read.map(({ row }) => row),
    );
    parents.set(
      holding.table,
      read.map(({ row }) => String(row.id)),
    );
  }
  return found;
}

/** The files these rows name. */
export function filesNamed(holdings: readonly Holding[], data: ReadonlyMap<string, readonly Row[]>): string[] {
  const ids = holdings.flatMap(({ table, files = [] }) =>
    (data.get(table) ?? []).flatMap((row) => files.map((column) => row[column])),
  );
  return [...new Set(ids.filter((id): id is string => typeof id === "string"))];
}
