import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codelistStore, entriesOf, readCodelist, type Codelist, type CodelistStore } from "@allmende/xdatenfelder";
import { listKey } from "../domains/making/index.ts";
import { readConfig } from "../platform/config.ts";
import { BadInput } from "./bad-input.ts";
import { kindOf, streamOf } from "./read-files.ts";

/** Where code lists are kept: a folder of genericode files, one a list and version, named after its key. */
export const storeFolder = (named: string | undefined): string =>
  named ?? join(readConfig(process.env).DATA_DIR, "codelists");

/** The lists in the folder; none where there is no folder yet. */
export async function openStore(folder: string): Promise<CodelistStore> {
  const kind = kindOf(folder);
  if (kind === "file") throw new BadInput(`${folder} is a file. Name the folder of the code lists with --store.`);
  const names = kind === "nothing" ? [] : readdirSync(folder).filter((name) => name.endsWith(".xml"));
  const lists: Codelist[] = [];
  for (const name of names.toSorted()) lists.push((await readList(join(folder, name))).codelist);
  return codelistStore(lists);
}

/** A code list that can be kept: it says who it is, and has entries, each code once. */
export async function readList(file: string): Promise<{ codelist: Codelist; key: string }> {
  const read = await readCodelist(streamOf(file));
  if (!read.ok) {
    const [problem] = read.problems;
    const where = problem ? `${file}:${problem.line}: ${problem.message} (${problem.code})` : `${file} was refused`;
    throw new BadInput(`${where}. Load the list from the XRepository again, as genericode 1.0.`);
  }
  const { codelist } = read;
  const key = listKey(codelist);
  if (key === undefined)
    throw new BadInput(`${file} names no address of its own. Write its CanonicalVersionUri into <Identification>.`);
  const codes = entriesOf(codelist).map(({ code }) => code);
  if (codes.length === 0)
    throw new BadInput(`${file}: the list ${key} is empty. Load it again, with its rows, or name another file.`);
  const seen = new Set<string>();
  const twice = codes.find((code) => seen.size === seen.add(code).size);
  if (twice !== undefined)
    throw new BadInput(
      `${file}: the code ${twice.slice(0, 80)} stands twice. Each code names one entry; take one out.`,
    );
  return { codelist, key };
}

/** Keeps a file that was read as a list; whether it was new, other than before, or there already. */
export function keepList(folder: string, file: string, key: string): "kept" | "replaced" | "there" {
  const content = readFileSync(file);
  const place = join(folder, fileName(key));
  try {
    const before = kindOf(place) === "file" ? readFileSync(place) : undefined;
    if (before?.equals(content)) return "there";
    mkdirSync(folder, { recursive: true });
    const fresh = `${place}.new-${process.pid}`;
    writeFileSync(fresh, content);
    renameSync(fresh, place);
    return before ? "replaced" : "kept";
  } catch (error) {
    throw new BadInput(
      `${folder} cannot be written (${error instanceof Error ? error.message : String(error)}). Name a folder where you may write with --store.`,
    );
  }
}

/** Readable, and never the same for two keys. */
function fileName(key: string): string {
  const readable = key.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 120);
  return `${readable}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}.xml`;
}
