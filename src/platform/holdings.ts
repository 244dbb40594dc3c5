/**
 * What a room holds, said once per table: whose rows they are, how a person's are found, which columns name files.
 * From it follow what is told of a tenant (Art. 28 DSGVO, the way out) and of a person (Art. 15 DSGVO), and what the
 * sweep of files may not touch. A test reads the database and fails for a table that no room names.
 */
import type { TenantScope } from "./db/database.ts";
import { rows, sql } from "./db/query.ts";

/** Ids under which rooms know a person: accounts, applications and the cases that followed from them. */
export interface PersonKeys {
  account: readonly string[];
  application: readonly string[];
  case: readonly string[];
}

export interface Holding {
  /** "applications.attachments" */
  table: string;
  /** Rows of a tenant (column tenant_id, walled), or of the alliance. */
  of: "tenant" | "alliance";
  /** The column that holds a person's key, the parent whose rows are the person's, or the reason why there is nothing of a citizen. */
  person: { key: keyof PersonKeys; column: string } | { parent: string; column: string } | { none: string };
  /** Columns that name files of the store. */
  files?: readonly string[];
}

type Rows = Record<string, unknown>[];

/** All rows of a tenant, by table. */
export async function readTenantData(
  scope: TenantScope,
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, Rows>> {
  const found = new Map<string, Rows>();
  for (const { table, of } of holdings)
    if (of === "tenant") found.set(table, await rows(scope, sql`select * from ${sql.table(table)}`));
  return found;
}

/** A person's rows at a tenant, by table; tables without any are left out. Parents stand before their children. */
export async function readPersonalData(
  scope: TenantScope,
  holdings: readonly Holding[],
  keys: PersonKeys,
): Promise<ReadonlyMap<string, Rows>> {
  const found = new Map<string, Rows>();
  for (const { table, of, person } of holdings) {
    if (of !== "tenant" || "none" in person) continue;
    const ids = "key" in person ? keys[person.key] : (found.get(person.parent) ?? []).map((row) => String(row.id));
    if (ids.length === 0) continue;
    const those = await rows<Record<string, unknown>>(
      scope,
      sql`select * from ${sql.table(table)} where ${sql.ref(person.column)} = any(${ids}::uuid[])`,
    );
    if (those.length > 0) found.set(table, those);
  }
  return found;
}

/** Which of these files nothing names. */
export async function listUnnamed(
  scope: TenantScope,
  holdings: readonly Holding[],
  files: readonly string[],
): Promise<string[]> {
  const places = holdings.flatMap(({ table, files: columns = [] }) => columns.map((column) => ({ table, column })));
  const named = sql.join(
    places.map(
      ({ table, column }) => sql`not exists (select from ${sql.table(table)} t where t.${sql.ref(column)} = f.id)`,
    ),
    sql` and `,
  );
  const unnamed = await rows<{ id: string }>(
    scope,
    sql`select f.id from unnest(${files}::uuid[]) f(id) where ${named}`,
  );
  return unnamed.map(({ id }) => id);
}
