import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Public data that is too large or not ours to keep here; tests use it where it is and say so where it is not. */
const root = resolve(process.env.ALLMENDE_SHARED_DATA ?? join(import.meta.dirname, "../../../../shared/data"));

/** The files of a folder of the shared data whose names end so; none, with a loud word, when the folder is absent. */
export function sharedFiles(folder: string, ending: string): { name: string; path: string }[] {
  const path = join(root, folder);
  if (!existsSync(path)) {
    // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
    console.warn(`LEFT OUT: no shared data in ${path} (set ALLMENDE_SHARED_DATA); the tests on ${folder} did not run`);
    return [];
  }
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return names.map((name) => ({ name, path: join(path, name) }));
}
