import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Path inside the repository (with "/") → text. A test gives its own files in the same form. */
export type SourceFiles = ReadonlyMap<string, string>;

const wanted = /\.(tsx?|sql)$|(^|\/)README\.md$/;

/** The sources of the house as they stand on the disk. */
export function readSourceFiles(root: string, folders: readonly string[]): SourceFiles {
  const files = new Map<string, string>();
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`;
      if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) visit(child);
      else if (wanted.test(entry.name)) files.set(child, readFileSync(join(root, child), "utf8"));
    }
  };
  for (const folder of folders) visit(folder);
  return files;
}

/** Tests may look behind the house (a whole house, stand-ins), so fewer walls hold for them. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|(^|[./])testing\.tsx?$/.test(path);
