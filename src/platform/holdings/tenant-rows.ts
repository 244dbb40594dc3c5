/** A tenant's rows as JSON, table by table, in the order of their keys; what the database computes is left out. */
import type { AllianceScope, TenantScope } from "../db/database.ts";
import { change, rows, sql } from "../db/query.ts";
import type { Holding } from "../holdings.ts";

/** A row as PostgreSQL writes it in JSON; kept as text, since JavaScript would round its numbers. */
export type Row = string;

/** Columns that are stored, and those that make the key. */
interface Shape {
  columns: string[];
  key: string[];
}

const batch = 500;

export async function shapeOf(scope: TenantScope | AllianceScope, table: string): Promise<Shape> {
  const found = await rows<{ name: string; key: number | null }>(
    scope,
    sql`select a.attname::text as name, array_position(i.indkey::int2[], a.attnum) as key from pg_attribute a
        left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
        where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum`,
  );
  const key = found.filter((column) => column.key !== null).toSorted((a, b) => a.key! - b.key!);
  return { columns: found.map(({ name }) => name), key: key.map(({ name }) => name) };
}

/** Which rows of a table are this tenant's; undefined when it has none of its own there. */
export function ownRows(holding: Holding, tenant: string) {
  if (holding.of === "tenant") return sql`tenant_id = ${sql.lit(tenant)}`;
  if (typeof holding.moves !== "object" || !("tenant" in holding.moves)) return undefined;
  return sql`${sql.ref(holding.moves.tenant)} = ${sql.lit(tenant)}`;
}

/** Reads rows some hundred at a time, so that a large table needs little memory. */
export async function* readRows(
  scope: TenantScope | AllianceScope,
  { table }: Holding,
  which: ReturnType<typeof ownRows>,
): AsyncGenerator<Row[]> {
  const { columns, key } = await shapeOf(scope, table);
  await change(
    scope,
    sql`declare tenant_rows cursor for select row_to_json(t)::text as row
        from (select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)} where ${which ?? sql`true`}) t
        order by ${sql.join(key.map((name) => sql.ref(name)))}`,
  );
  for (;;) {
    const read = await rows<{ row: Row }>(scope, sql`fetch ${sql.lit(batch)} from tenant_rows`);
    if (read.length > 0) yield read.map(({ row }) => row);
    if (read.length < batch) break;
  }
  await change(scope, sql`close tenant_rows`);
}

/** Writes rows back as they were; those already there stay when told so. */
export async function writeRows(
  scope: TenantScope | AllianceScope,
  table: string,
  columns: readonly string[],
  read: readonly Row[],
  { keepKnown = false } = {},
): Promise<void> {
  const names = sql.join(columns.map((name) => sql.ref(name)));
  await change(
    scope,
    sql`insert into ${sql.table(table)} (${names})
        select ${names} from json_populate_recordset(null::${sql.table(table)}, ${`[${read.join(",")}]`}::json)
        ${keepKnown ? sql`on conflict do nothing` : sql``}`,
  );
}
