/** Rows of a tenant as the owner of the database sees them, whatever tables there are. */
import { createHash } from "node:crypto";
import type pg from "pg";

interface Column {
  table: string;
  column: string;
  type: string;
}

async function columnsOf(owner: pg.Client): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`
    select c.table_schema || '.' || c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and exists (select from information_schema.columns o
      where o.table_schema = c.table_schema and o.table_name = c.table_name and o.column_name = 'tenant_id')
      and c.table_schema not in ('public', 'pgboss') order by 1, 2`);
  return rows;
}

/** Ids of every kind that stand in a tenant's rows: up to two of each column, the tenant's own id too. */
export async function idsOf(owner: pg.Client, tenant: string): Promise<string[]> {
  const found = new Set<string>();
  for (const { table, column } of (await columnsOf(owner)).filter(({ type }) => type === "uuid")) {
    const { rows } = await owner.query<{ id: string }>(
      `select distinct "${column}" as id from ${table} where tenant_id = $1 and "${column}" is not null limit 2`,
      [tenant],
    );
    for (const { id } of rows) found.add(id);
  }
  return [...found];
}

/** A hash of each row of a tenant, by table and position; of one table only when it is named. */
export async function hashesOf(owner: pg.Client, tenant: string, only?: string): Promise<Map<string, string>> {
  const tables = only ? [only] : [...new Set((await columnsOf(owner)).map(({ table }) => table))];
  const hashes = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await owner.query<{ row: string }>(
      `select r::text as row from ${table} r where tenant_id = $1 order by 1`,
      [tenant],
    );
    for (const { row } of rows) {
      const id = /[0-9a-f]{8}-[0-9a-f-]{27},[0-9a-f]{8}-[0-9a-f-]{27}/.exec(row)?.[0] ?? String(hashes.size);
      hashes.set(`${table} ${id}`, createHash("sha256").update(row).digest("hex"));
    }
  }
  return hashes;
}
