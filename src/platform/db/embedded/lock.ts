import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../../errors.ts";

/**
 * One Allmende per data directory (fault R4). The lock names the process and when it began, so that a lock
 * left by a kill, or a process id used again by another program, is recognised and taken over.
 * It appears with its content at once (a hard link), so nobody reads half a lock.
 */
export function lockDataDirectory(dataDirectory: string): () => void {
  const path = join(dataDirectory, "allmende.lock");
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, began: beganAt(process.pid) }), { mode: 0o644 });
  try {
    while (!appears(mine, path)) {
      const text = readLock(path);
      const holder = text === undefined ? undefined : parse(text);
      if (holder && isRunning(holder)) {
        throw new StartRefusal(
          `Another Allmende (process ${holder.pid}) already uses ${dataDirectory}. ` +
            "Stop it first, or choose another folder with DATA_DIR.",
        );
      }
      if (text !== undefined) takeAway(path, text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** The process that holds the data directory, if it lives. */
export function runningHolder(dataDirectory: string): Holder | undefined {
  const text = readLock(join(dataDirectory, "allmende.lock"));
  const holder = text === undefined ? undefined : parse(text);
  return holder && isRunning(holder) ? holder : undefined;
}

interface Holder {
  pid: number;
  began: string;
}

function appears(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes away a lock that was found stale. Of two who try, the later may catch the other's fresh lock: it is put back. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readLock(aside) !== stale) appears(aside, path);
  rmSync(aside, { force: true });
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, began } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof began === "string" ? { pid, began } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return holder.began === beganAt(holder.pid);
}

/** When a process began, in kernel ticks (Linux); elsewhere "" and the process id alone decides. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
