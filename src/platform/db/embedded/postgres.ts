/**
 * The PostgreSQL that Allmende brings along, for a town hall or a demo on one machine.
 *
 * Life of the server: make the data directory once (initdb) → start `postgres` on a Unix socket in a private
 * folder, no TCP → wait until it answers → stop it when Allmende stops. If only Allmende died, the next start
 * finds the server still running and adopts it. The server stands in its own process group, so Ctrl-C in a
 * terminal reaches Allmende alone, which then stops the server in order.
 *
 * Access: the socket's folder is private to the operating-system user (mode 700) and root; there is no password.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { makeDataDirectory } from "../../data-directory.ts";
import { StartRefusal } from "../../errors.ts";
import { carriedBinaries, copyBinaries, databaseUser, reachable } from "./binaries.ts";
import { ensureCluster, serverEnvironment } from "./cluster.ts";
import { lockDataDirectory } from "./lock.ts";

export interface EmbeddedPostgres {
  /** Folder of the Unix socket; a connection needs it as `host`. */
  readonly socket: string;
  /** Where the data really lies (root in a closed folder gets another place than asked for). */
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

const port = 5432;

export async function startPostgres(asked: string, tell: (line: string) => void): Promise<EmbeddedPostgres> {
  const place = choosePlace(resolve(asked), tell);
  makeDataDirectory(place.dataDirectory);
  const unlock = lockDataDirectory(place.dataDirectory);
  try {
    const cluster = ensureCluster(place.binaries, place.dataDirectory, tell);
    const socket = privateSocketFolder(place.dataDirectory);
    const pid = await running(place.binaries, cluster, socket);
    return {
      socket,
      dataDirectory: place.dataDirectory,
      async stop() {
        await stopServer(pid);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Place {
  binaries: string;
  dataDirectory: string;
}

/** Connection options for an already running server of this data directory (commands beside a running Allmende). */
export function socketOf(asked: string): { socket: string; dataDirectory: string } {
  const place = choosePlace(resolve(asked), () => {});
  return { socket: socketFolder(place.dataDirectory), dataDirectory: place.dataDirectory };
}

function choosePlace(asked: string, tell: (line: string) => void): Place {
  const carried = carriedBinaries();
  if (!databaseUser) return { binaries: carried, dataDirectory: asked };
  const shelf = join("/var/lib/allmende", `${basename(join(asked, ".."))}-${fingerprint(asked)}`);
  const binaries = reachable(carried) ? carried : copyBinaries(carried, "/var/lib/allmende");
  if (reachable(asked)) return { binaries, dataDirectory: asked };
  tell(`${asked} lies in a folder that only root can enter; the data is kept in ${shelf}`);
  return { binaries, dataDirectory: shelf };
}

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** A socket path holds at most 107 bytes, so it lies in a short folder of its own. */
function socketFolder(dataDirectory: string): string {
  return join(tmpdir(), `allmende-${process.getuid?.() ?? 0}-${fingerprint(dataDirectory)}`);
}

function privateSocketFolder(dataDirectory: string): string {
  const folder = socketFolder(dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Anybody may write into the folder for temporary things: what waits there under our name must be ours.
  const found = lstatSync(folder);
  const ours = [process.getuid?.() ?? found.uid, databaseUser?.uid];
  if (!found.isDirectory() || !ours.includes(found.uid))
    throw new StartRefusal(`${folder} belongs to somebody else. Remove it, or choose another folder with TMPDIR.`);
  if (databaseUser) chownSync(folder, databaseUser.uid, databaseUser.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** A server that answers: the one left over, or a new one. A server that was killed may leave children that hold its memory for a second or two. */
async function running(binaries: string, cluster: string, socket: string): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const pid = adopt(cluster, socket) ?? launch(binaries, cluster, socket);
    try {
      await untilItAnswers(socket, cluster, pid);
      return pid;
    } catch (error) {
      if (attempt === 10 || isPostgres(pid)) {
        await stopServer(pid);
        throw error;
      }
      await wait(400);
    }
  }
}

/** The process id of a server that outlived its Allmende and still uses our socket. */
function adopt(cluster: string, socket: string): number | undefined {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return undefined;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const pid = Number(lines[0]);
  return lines[4] === socket && isPostgres(pid) ? pid : undefined;
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync("/proc") || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}

function launch(binaries: string, cluster: string, socket: string): number {
  const settings = {
    listen_addresses: "",
    port,
    unix_socket_directories: socket,
    max_connections: 60,
    shared_buffers: "128MB",
    log_min_messages: "warning",
    // A crash may not lose what was acknowledged.
    fsync: "on",
    synchronous_commit: "on",
    jit: "off",
    timezone: "UTC",
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const logFile = openSync(join(cluster, "server.log"), "a", 0o600);
  const server = spawn(join(binaries, "bin", "postgres"), ["-D", cluster, ...options], {
    ...databaseUser,
    cwd: cluster,
    detached: true,
    stdio: ["ignore", logFile, logFile],
    env: serverEnvironment(),
  });
  server.unref();
  server.on("error", () => {}); // without a process id it did not start: told below
  if (!server.pid) throw new StartRefusal(`PostgreSQL could not be started from ${binaries}.`);
  return server.pid;
}

async function untilItAnswers(socket: string, cluster: string, pid: number): Promise<void> {
  const until = Date.now() + 60_000;
  for (let pause = 15; ; pause = Math.min(pause * 1.5, 250)) {
    const client = new pg.Client({ host: socket, port, user: "postgres", database: "postgres" });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      // 57P03: it is starting up or recovering from a crash; ENOENT: the socket is not there yet.
      if (!isPostgres(pid) || Date.now() > until) throw notAnswering(cluster, error);
      await wait(pause);
    }
  }
}

function notAnswering(cluster: string, error: unknown): StartRefusal {
  const log = join(cluster, "server.log");
  const last = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").at(-1) : "";
  return new StartRefusal(
    `PostgreSQL does not answer (${(error as Error).message}). Its last words in ${log}: ${last}`,
  );
}

async function stopServer(pid: number): Promise<void> {
  try {
    process.kill(pid, "SIGINT"); // fast shutdown: ends connections, writes a checkpoint
  } catch {
    return;
  }
  for (let i = 0; i < 1200 && isPostgres(pid); i++) await wait(25);
}
