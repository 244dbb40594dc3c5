import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "./errors.ts";

/** Makes the data directory where it is missing; a place that cannot serve is refused with what to do. */
export function makeDataDirectory(path: string): void {
  const probe = join(path, `.writable-${process.pid}`);
  try {
    // The database's own user must be able to enter, whatever the umask: its folders and the files' are closed themselves.
    if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o755);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new StartRefusal(sentence(path, (error as NodeJS.ErrnoException).code));
  }
}

function sentence(path: string, code: string | undefined): string {
  if (code === "EEXIST" || code === "ENOTDIR")
    return `${path} is a file or lies below one. Choose a folder with DATA_DIR.`;
  if (code === "ENOSPC" || code === "EDQUOT")
    return `${path} cannot be written: the disk is full. Make room, or choose another folder with DATA_DIR.`;
  return `${path} cannot be written (${code}). Give this user the right to write there, or choose another folder with DATA_DIR.`;
}
