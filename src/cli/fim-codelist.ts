import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Codelist } from "@allmende/xdatenfelder";
import { addCodelist } from "../domains/making/index.ts";
import { BadInput } from "./bad-input.ts";
import { keepList, readList, storeFolder } from "./codelists.ts";
import type { Command, Io } from "./command.ts";
import { readPackageFolder } from "./read-files.ts";

const usage = "allmende fim codelist add FILE… [--package FOLDER] [--store FOLDER]";

/** Exit codes: 0 all lists are kept and where asked used, 2 one was refused, or the call was wrong. */
export const commands: Record<string, Command> = {
  "fim codelist": {
    summary: "add code lists (genericode 1.0) for fim import; with --package turn a draft's text fields into choices",
    usage,
    run: (args, io) => addLists(args, io),
  },
};

async function addLists(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { package: { type: "string" }, store: { type: "string" } },
  });
  const [verb, ...files] = positionals;
  if (verb !== "add" || files.length === 0) throw new BadInput(`Name what to do and at least one file: ${usage}`);
  const store = storeFolder(values.store);
  for (const file of files) {
    const { codelist, key } = await readList(file);
    const changed = values.package === undefined ? undefined : choicesFrom(codelist, key, values.package);
    const kept = keepList(store, file, key);
    io.out(`${key}: ${codelist.rows.length} entries, ${said[kept]} (${store}).`);
    if (changed) writeAndTell(changed, values.package!, io);
  }
  return 0;
}

const said = { kept: "kept", replaced: "kept in place of an earlier file", there: "kept already" };

type Changed = Extract<ReturnType<typeof addCodelist>, { ok: true }>;

/** Thought through before anything is written, so that a refused list leaves nothing behind. */
function choicesFrom(codelist: Codelist, key: string, folder: string): Changed {
  const added = addCodelist(readPackageFolder(folder), codelist);
  if (added.ok) return added;
  throw new BadInput(`${key} was not added to ${folder}: ${added.why}.`);
}

function writeAndTell({ files, fields, already, tasks }: Changed, folder: string, io: Io): void {
  writeInto(folder, files);
  if (fields.length > 0) io.out(`  choices now: ${fields.join(", ")}`);
  else io.out(`  nothing to change, choices already: ${already.join(", ")}`);
  for (const { topic, text } of tasks) io.out(`  open: ${topic}: ${text}`);
  if (fields.length > 0) io.out(`  Rules that waited for the list stand in ${join(folder, "OPEN.md")}.`);
}

/** All files are written aside before the first takes its place: a disk that is full changes nothing. */
function writeInto(folder: string, files: ReadonlyMap<string, string>): void {
  const aside = (path: string): string => `${join(folder, path)}.new-${process.pid}`;
  try {
    for (const [path, text] of files) writeFileSync(aside(path), text);
    for (const path of files.keys()) renameSync(aside(path), join(folder, path));
  } catch (error) {
    for (const path of files.keys()) rmSync(aside(path), { force: true });
    throw new BadInput(
      `${folder} cannot be written (${error instanceof Error ? error.message : String(error)}). Ask for the right to write there.`,
    );
  }
}
