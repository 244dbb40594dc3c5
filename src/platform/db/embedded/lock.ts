import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../../errors.ts";

/**
 * One Allmende per data directory (fault R4). The lock names the process and when it began, so that a lock
 * left by a kill, or a process id used again by another program, is recognised and taken over.
 */
export function lockDataDirectory(dataDirectory: string): () => void {
  const path = join(dataDirectory, "allmende.lock");
  for (;;) {
    try {
      const handle = openSync(path, "wx", 0o644);
      writeSync(handle, JSON.stringify({ pid: process.pid, began: beganAt(process.pid) }));
      closeSync(handle);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(path);
    if (holder && isRunning(holder)) {
      throw new StartRefusal(
        `Another Allmende (process ${holder.pid}) already uses ${dataDirectory}. ` +
          "Stop it first, or choose another folder with DATA_DIR.",
      );
    }
    rmSync(path, { force: true });
  }
}

interface Holder {
  pid: number;
  began: string;
}

/** The process that holds the data directory, if it lives. */
export function runningHolder(dataDirectory: string): Holder | undefined {
  const path = join(dataDirectory, "allmende.lock");
  const holder = existsSync(path) ? readHolder(path) : undefined;
  return holder && isRunning(holder) ? holder : undefined;
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
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
