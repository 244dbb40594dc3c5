/**
 * A demo world whose loading was cut off (Ctrl-C, kill) is cleared and loaded anew, never shown in half. The mark
 * stands in the database itself, set only while that holds no alliance: no other data can be cleared by it.
 */
import pg from "pg";
import type { Server } from "../src/cli/connect.ts";
import { migrations } from "../src/main.ts";
import { tellingWhy } from "../src/platform/db/connection-refusal.ts";

const mark = "the demo world is being loaded; if this stays, the next start of the demo loads it anew";

/** Loads an empty database, marked while it does. */
export async function loadMarked(server: Server, load: () => Promise<unknown>): Promise<void> {
  await asOwner(server, (client) => client.query(`comment on schema tenancy is '${mark}'`));
  await load();
  await asOwner(server, (client) => client.query("comment on schema tenancy is null"));
}

/** Empties a database that carries the mark; the migrations lay it out again. */
export async function clearHalfLoaded(server: Server, tell: (line: string) => void): Promise<void> {
  await asOwner(server, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      "select obj_description(to_regnamespace('tenancy'), 'pg_namespace') as mark",
    );
    if (rows[0]?.mark !== mark) return;
    tell("The demo world was left half loaded: loading it anew …");
    for (const schema of ["pgboss", ...migrations.map(({ room }) => room)])
      await client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`);
    await client.query("drop table if exists public.allmende_migrations");
  });
}

async function asOwner(server: Server, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  await tellingWhy(async () => {
    const client = new pg.Client(server.owner);
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  });
}
