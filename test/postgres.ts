/**
 * One PostgreSQL for a test run, on a folder of its own, migrated once into a template; each test file gets a fresh
 * database from it (0.1 s). A set-up that fails leaves nothing running.
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
  const leave = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await layOut(server.socket);
  } catch (error) {
    await leave();
    throw error;
  }
  project.provide("postgresSocket", server.socket);
  return leave;
}

/** The template that each test file's database is copied from. */
async function layOut(socket: string): Promise<void> {
  const owner = (database: string): pg.PoolConfig => ({ host: socket, port: 5432, user: "postgres", database });
  const client = new pg.Client(owner("postgres"));
  await client.connect();
  await client.query("create database template_allmende");
  await client.end();
  await migrate(owner("template_allmende"), migrations, () => {});
  await Jobs.migrate(owner("template_allmende"), jobNames());
  await grantQueueTables(owner("template_allmende"));
}
