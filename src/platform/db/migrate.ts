import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { StartRefusal } from "../errors.ts";
import { root } from "../root.ts";

/** A folder of numbered SQL files that belong together: the platform's, or a room's. */
export interface Migrations {
  room: string;
  folder: string;
}

const lockKey = 7_276_533;

/**
 * Applies what is missing, each file in one transaction, so a crash in between is mended by the next start.
 * A file that was applied must not change: its checksum is kept and compared.
 */
export async function migrate(
  owner: pg.PoolConfig,
  rooms: readonly Migrations[],
  tell: (line: string) => void,
): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await refuseOldServers(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await ensureRole(client);
    await client.query(
      "create table if not exists public.allmende_migrations (room text, file text, checksum text not null, at timestamptz not null default now(), primary key (room, file))",
    );
    const { rows } = await client.query<{ room: string; file: string; checksum: string }>(
      "select room, file, checksum from public.allmende_migrations",
    );
    const applied = new Map(rows.map((row) => [`${row.room}/${row.file}`, row.checksum]));
    for (const { room, folder } of rooms) {
      for (const file of readdirSync(join(root, folder))
        .filter((name) => name.endsWith(".sql"))
        .toSorted()) {
        const text = readFileSync(join(root, folder, file), "utf8");
        const checksum = createHash("sha256").update(text).digest("hex");
        const known = applied.get(`${room}/${file}`);
        if (known === checksum) continue;
        if (known)
          throw new StartRefusal(
            `${folder}/${file} was changed after it had been applied. Restore it and write a new migration.`,
          );
        if (applied.size === 0 && file.startsWith("0001") && room === "platform") tell("Laying out the database …");
        await apply(client, text, room, file, checksum);
      }
    }
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, text: string, room: string, file: string, checksum: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into public.allmende_migrations (room, file, checksum) values ($1, $2, $3)", [
      room,
      file,
      checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    if ((error as { code?: string }).code === "42501") throw error; // a right that lacks: told as such
    throw new StartRefusal(
      `Migration ${room}/${file} failed: ${(error as Error).message}. Nothing of it was kept. Mend the cause and start again.`,
    );
  }
}

async function refuseOldServers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Number(rows[0]?.version);
  if (version < 150_000)
    throw new StartRefusal(
      `Allmende needs PostgreSQL 15 or later; this server is ${Math.trunc(version / 10_000)}.${version % 10_000}. ` +
        "Use a newer one, or leave DATABASE_URL away and the one that npm carries is used.",
    );
}

/** The application's role: logs in, owns nothing, cannot step around row-level security. */
async function ensureRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ bypass: boolean }>(
    "select rolsuper or rolbypassrls as bypass from pg_roles where rolname = 'allmende_app'",
  );
  if (rows.length === 0) {
    await client.query("create role allmende_app login nosuperuser nocreatedb nocreaterole nobypassrls noinherit");
  } else if (rows[0]?.bypass) {
    throw new StartRefusal(
      "The role allmende_app may bypass row-level security. Run: alter role allmende_app nosuperuser nobypassrls;",
    );
  }
  // Since PostgreSQL 16 a member may lack the right to work as the role; before, being one is enough.
  const { rows: member } = await client.query<{ member: boolean }>(
    "select pg_has_role(current_user, 'allmende_app', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as member",
  );
  if (!member[0]?.member) await client.query("grant allmende_app to current_user");
  await client.query(
    `grant connect on database ${client.escapeIdentifier(client.database ?? "postgres")} to allmende_app`,
  );
}

/** Gives the application's role the queue tables: they hold ids only and are no room of ours. */
export async function grantQueueTables(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`
      grant usage on schema pgboss to allmende_app;
      grant select, insert, update, delete on all tables in schema pgboss to allmende_app;
      grant execute on all functions in schema pgboss to allmende_app;
      grant usage on all sequences in schema pgboss to allmende_app`);
  } finally {
    await client.end();
  }
}
