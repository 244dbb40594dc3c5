import { readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import pg from "pg";
import { migrations } from "../main.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { makeDataDirectory } from "../platform/data-directory.ts";
import { tellingWhy } from "../platform/db/connection-refusal.ts";
import { openDatabase, type Database } from "../platform/db/database.ts";
import { runningHolder } from "../platform/db/embedded/lock.ts";
import { socketOf, startPostgres, type EmbeddedPostgres } from "../platform/db/embedded/postgres.ts";
import { grantQueueTables, migrate } from "../platform/db/migrate.ts";
import { StartRefusal } from "../platform/errors.ts";
import { directoryStore, type FileStore } from "../platform/files/file-store.ts";
import { Jobs } from "../platform/jobs.ts";
import { silentLog } from "../platform/log.ts";

/** A PostgreSQL to work with: its two roles, and what to stop at the end. */
export interface Server {
  owner: pg.PoolConfig;
  app: pg.PoolConfig;
  dataDirectory: string;
  stop(): Promise<void>;
}

const appName = "allmende";

/** The configured PostgreSQL, or the embedded one, started. */
export async function openServer(config: Config, tell: (line: string) => void): Promise<Server> {
  if (config.DATABASE_URL) {
    const owner = { connectionString: config.DATABASE_OWNER_URL ?? config.DATABASE_URL };
    // Whoever signs in: the session gives up its rights at once and works as the application's role.
    const app = { connectionString: config.DATABASE_URL, options: "-c role=allmende_app" };
    const dataDirectory = resolve(config.DATA_DIR);
    makeDataDirectory(dataDirectory);
    return { owner, app, dataDirectory, stop: async () => {} };
  }
  const postgres: EmbeddedPostgres = await startPostgres(config.DATA_DIR, tell);
  try {
    await ensureDatabase(postgres.socket);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { ...embeddedRoles(postgres.socket), dataDirectory: postgres.dataDirectory, stop: () => postgres.stop() };
}

function embeddedRoles(socket: string): Pick<Server, "owner" | "app"> {
  const base = { host: socket, port: 5432, database: appName };
  return { owner: { ...base, user: "postgres" }, app: { ...base, user: "allmende_app" } };
}

async function ensureDatabase(socket: string): Promise<void> {
  const client = new pg.Client({ host: socket, port: 5432, user: "postgres", database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [appName]);
    if (rowCount === 0) await client.query(`create database ${appName}`);
  } finally {
    await client.end();
  }
}

/** Brings the database to this version and checks that the application's role is bound by the policies. */
export async function prepare(
  server: Server,
  jobNames: readonly string[],
  tell: (line: string) => void,
): Promise<void> {
  await tellingWhy(async () => {
    await migrate(server.owner, migrations, tell);
    await Jobs.migrate(server.owner, jobNames);
    await grantQueueTables(server.owner);
    await checkRole(server.app);
  });
}

async function checkRole(app: pg.PoolConfig): Promise<void> {
  const { working } = await powersOf(app);
  if (working)
    throw new StartRefusal(
      "The database user of Allmende may bypass row-level security. Run: alter role allmende_app nosuperuser nobypassrls;",
    );
}

/** For production: whoever signs in may not be one who could take back the right to see every tenant. */
export async function refusePowerfulLogin({ app }: Server): Promise<void> {
  const { login } = await powersOf(app);
  if (login)
    throw new StartRefusal(
      "DATABASE_URL names a user who may bypass row-level security. Name the role allmende_app there, and the owner of the database in DATABASE_OWNER_URL.",
    );
}

/** Whether the role at work, and the one who signed in, stand above row-level security. */
async function powersOf(app: pg.PoolConfig): Promise<{ working: boolean; login: boolean }> {
  const client = new pg.Client(app);
  await client.connect();
  try {
    const { rows } = await client.query<{ working: boolean; login: boolean }>(
      `select bool_or(rolname = current_user and (rolsuper or rolbypassrls)) as working,
              bool_or(rolname = session_user and (rolsuper or rolbypassrls)) as login from pg_roles`,
    );
    return rows[0] ?? { working: true, login: true };
  } finally {
    await client.end();
  }
}

/**
 * For a command: joins the running Allmende's database, or starts it for this call. As its owner only for what the
 * application's role may not do: to bring in or remove a whole tenant.
 */
export async function withDatabase<T>(
  config: Config,
  work: (database: Database, files: FileStore, dataDirectory: string) => Promise<T>,
  role: "app" | "owner" = "app",
): Promise<T> {
  const place = config.DATABASE_URL ? undefined : socketOf(config.DATA_DIR);
  const joined = place && runningHolder(place.dataDirectory);
  const server = joined
    ? { ...embeddedRoles(place.socket), dataDirectory: place.dataDirectory, stop: async () => {} }
    : await openServer(config, () => {});
  const jobs = new Jobs(server.app, silentLog);
  const database = openDatabase(server[role], {
    clock: systemClock,
    deliver: async () => {},
    enqueue: (scope, job, data, options) => jobs.enqueue(scope, job, data, options),
  });
  try {
    return await tellingWhy(async () => {
      await jobs.startSending();
      return work(database, directoryStore(join(server.dataDirectory, "files")), server.dataDirectory);
    });
  } finally {
    await jobs.stop();
    await database.close();
    await server.stop();
  }
}

/** The key that signs links: configured, or made once and kept in the data directory. */
export function secretKey(config: Config, dataDirectory: string): string {
  if (config.SECRET_KEY) return config.SECRET_KEY;
  const path = join(dataDirectory, "secret-key");
  try {
    return readFileSync(path, "utf8");
  } catch {
    const key = randomBytes(32).toString("base64url");
    writeFileSync(path, key, { mode: 0o600 });
    return key;
  }
}
