import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** All text files below a folder: path inside it (with "/") → text. */
export function readFolder(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string): void => {
    for (const entry of readdirSync(path)) {
      if (entry.startsWith(".")) continue;
      const child = join(path, entry);
      if (statSync(child).isDirectory()) visit(child);
      else files.set(relative(folder, child).split(sep).join("/"), readFileSync(child, "utf8"));
    }
  };
  visit(folder);
  return files;
}
