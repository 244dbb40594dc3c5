/** A migrated database with nothing in it, opened as its owner as the command line does to bring a tenant in. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { systemClock } from "../src/platform/clock.ts";
import { openDatabase, type Database } from "../src/platform/db/database.ts";
import { directoryStore, type FileStore } from "../src/platform/files/file-store.ts";
import { Jobs } from "../src/platform/jobs.ts";
import { silentLog } from "../src/platform/log.ts";

export interface EmptyHouse {
  database: Database;
  files: FileStore;
  owner: pg.Client;
  close(): Promise<void>;
}

/** A fresh database, or the owner's door to one that is there. */
export async function openEmptyHouse(known?: pg.PoolConfig): Promise<EmptyHouse> {
  const socket = inject("postgresSocket");
  const base = { host: socket, port: 5432, user: "postgres" };
  const database = `test_${randomBytes(6).toString("hex")}`;
  const work = async (statement: string): Promise<void> => {
    const client = new pg.Client({ ...base, database: "postgres" });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  if (!known) await work(`create database ${database} template template_allmende`);
  const config = known ?? { ...base, database };
  const owner = new pg.Client(config);
  await owner.connect();
  const folder = mkdtempSync(join(tmpdir(), "allmende-files-"));
  const jobs = new Jobs(config, silentLog);
  await jobs.startSending();
  const opened = openDatabase(config, {
    clock: systemClock,
    deliver: async () => {},
    enqueue: (scope, job, data, options) => jobs.enqueue(scope, job, data, options),
  });
  return {
    database: opened,
    files: directoryStore(folder),
    owner,
    async close() {
      await jobs.stop();
      await opened.close();
      await owner.end();
      if (!known) await work(`drop database ${database} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
