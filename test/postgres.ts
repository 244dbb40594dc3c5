/**
 * One PostgreSQL for a test run, on a folder of its own, migrated once into a template; each test file gets a fresh
 * database from it (0.1 s). With DATABASE_URL the tests use that server instead.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { jobNames } from "../src/cli/job-names.ts";
import { migrations } from "../src/main.ts";
import { startPostgres } from "../src/platform/db/embedded/postgres.ts";
import { grantQueueTables, migrate } from "../src/platform/db/migrate.ts";
import { Jobs } from "../src/platform/jobs.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresSocket: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(process.getuid?.() === 0 ? "/var/tmp" : tmpdir(), "allmende-test-"));
  chmodSync(folder, 0o755);
  const server = await startPostgres(folder, () => {});
  const owner = (database: string): pg.PoolConfig => ({ host: server.socket, port: 5432, user: "postgres", database });
  const client = new pg.Client(owner("postgres"));
  await client.connect();
  await client.query("create database template_allmende");
  await client.end();
  await migrate(owner("template_allmende"), migrations, () => {});
  await Jobs.migrate(owner("template_allmende"), jobNames());
  await grantQueueTables(owner("template_allmende"));
  project.provide("postgresSocket", server.socket);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
