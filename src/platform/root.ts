import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder: migrations, styles and the library are read from it, bundled or not. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Where a library lies. Its files are read by path where its exports do not name them. */
export function libraryFolder(name: string): string {
  return join(root, "node_modules", name);
}

function findRoot(from: string): string {
  const manifest = join(from, "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "allmende") return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("The folder of Allmende was not found above this file.");
  return findRoot(parent);
}
