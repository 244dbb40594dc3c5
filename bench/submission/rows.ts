/** The rows one submission writes, read from one that was made: whatever carries its transaction's id. */
import type pg from "pg";

export interface Column {
  name: string;
  type: string;
  /** As a literal of SQL reads it. */
  value: string;
}

export interface WrittenRow {
  table: string;
  columns: Column[];
}

const rooms = `select c.oid::regclass::text as table, c.oid::int as oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and has_schema_privilege('allmende_app', n.oid, 'usage')
    and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'platform') order by 1`;

export async function tables(owner: pg.Client): Promise<string[]> {
  return (await owner.query<{ table: string }>(rooms)).rows.map(({ table }) => table);
}

/** How many rows each table holds, and how many bytes they have together. */
export async function inventory(owner: pg.Client): Promise<Map<string, { rows: number; bytes: number }>> {
  const found = new Map<string, { rows: number; bytes: number }>();
  for (const table of await tables(owner)) {
    const { rows } = await owner.query<{ rows: number; bytes: number }>(
      `select count(*)::int as rows, coalesce(sum(pg_column_size(t.*)), 0)::float8 as bytes from ${table} t`,
    );
    found.set(table, rows[0]!);
  }
  return found;
}

/** What the submission of the application wrote, table by table. */
export async function writtenBy(owner: pg.Client, applicationId: string): Promise<WrittenRow[]> {
  const { rows: made } = await owner.query<{ xmin: string }>(
    "select xmin::text from applications.submissions where application_id = $1",
    [applicationId],
  );
  const written: WrittenRow[] = [];
  for (const table of await tables(owner)) {
    const { rows: columns } = await owner.query<{ name: string; type: string }>(
      "select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
      [table],
    );
    const { rows } = await owner.query<Record<string, string | null>>(
      `select ${columns.map(({ name }) => `"${name}"::text`).join(", ")} from ${table} where xmin::text = $1`,
      [made[0]!.xmin],
    );
    for (const row of rows) {
      written.push({
        table,
        columns: columns.flatMap(({ name, type }) => (row[name] == null ? [] : [{ name, type, value: row[name] }])),
      });
    }
  }
  return written;
}
