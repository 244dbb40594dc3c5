import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "./errors.ts";

/** Makes the data directory where it is missing; a place that cannot serve is refused with what to do. */
export function makeDataDirectory(path: string): void {
  const probe = join(path, `.writable-${process.pid}`);
  try {
    enterable(() => mkdirSync(path, { recursive: true }));
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new StartRefusal(sentence(path, (error as NodeJS.ErrnoException).code));
  }
}

/**
 * Makes folders that the database's own user can enter, whatever the umask; what lies in them (data, files, keys) is
 * closed itself.
 */
export function enterable<T>(make: () => T): T {
  const umask = process.umask(0o022);
  try {
    return make();
  } finally {
    process.umask(umask);
  }
}

function sentence(path: string, code: string | undefined): string {
  if (code === "EEXIST" || code === "ENOTDIR")
    return `${path} is a file or lies below one. Choose a folder with DATA_DIR.`;
  if (code === "ENOSPC" || code === "EDQUOT")
    return `${path} cannot be written: the disk is full. Make room, or choose another folder with DATA_DIR.`;
  return `${path} cannot be written (${code}). Give this user the right to write there, or choose another folder with DATA_DIR.`;
}
