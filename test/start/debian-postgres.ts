/** A PostgreSQL 15 of the operating system with passwords, in a folder of its own; stopped after the test file. */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll } from "vitest";
import { freePort } from "../free-port.ts";
import { folder } from "./allmende.ts";

const binaries = "/usr/lib/postgresql/15/bin";
export const hasPostgres15 = existsSync(join(binaries, "initdb"));

export interface OwnPostgres {
  url(user: string, database: string, password?: string): string;
  run(statement: string, database?: string): Promise<void>;
}

export async function startPostgres15(): Promise<OwnPostgres> {
  const place = folder();
  const data = join(place, "data");
  const word = join(place, "word");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(word, "superword");
  const user = process.getuid?.() === 0 ? userNamed("postgres") : undefined;
  if (user) for (const path of [place, data, word]) chownSync(path, user.uid, user.gid);
  const options = [
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    `--pwfile=${word}`,
    "--encoding=UTF8",
    "--locale=C.UTF-8",
  ];
  execFileSync(join(binaries, "initdb"), options, { ...user, cwd: place, stdio: "pipe" });
  const port = await freePort();
  const server = spawn(join(binaries, "postgres"), ["-D", data, "-p", String(port), "-k", place, "-c", "fsync=off"], {
    ...user,
    cwd: place,
    stdio: "ignore",
  });
  afterAll(async () => {
    server.kill("SIGINT");
    await new Promise((done) => server.once("exit", done));
  });
  const url = (name: string, database: string, password = `${name}word`): string =>
    `postgres://${name}:${password}@127.0.0.1:${port}/${database}`;
  const run = async (statement: string, database = "postgres"): Promise<void> => {
    const client = new pg.Client(url("postgres", database, "superword"));
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  for (let tries = 0; ; tries++) {
    try {
      await run("select 1");
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await wait(100);
    }
  }
  return { url, run };
}

function userNamed(name: string): { uid: number; gid: number } {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? "").split(":");
  return { uid: Number(uid), gid: Number(gid) };
}
