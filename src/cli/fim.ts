import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSchema, type CodelistStore, type Problem } from "@allmende/xdatenfelder";
import {
  draftFromFim,
  fillLists,
  summariseFim,
  type FilledSchema,
  type FimSummary,
  type PackageDraft,
} from "../domains/making/index.ts";
import { BadInput } from "./bad-input.ts";
import { openStore, storeFolder } from "./codelists.ts";
import type { Command, Io } from "./command.ts";
import { kindOf, streamOf } from "./read-files.ts";

const usage =
  "allmende fim import FILE… --dry-run [--json] [--store FOLDER]   or   allmende fim import FILE --out FOLDER [--store FOLDER]";

/** Exit codes: 0 imported, 1 a schema was refused, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "fim import": {
    summary: "read FIM schemas (XDatenfelder 2.0, 3.0): report on them, or make a package draft",
    usage,
    run: (args, io) => importFim(args, io),
  },
};

async function importFim(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
      out: { type: "string" },
      store: { type: "string" },
    },
  });
  const { out } = values;
  if (positionals.length === 0) throw new BadInput(`Name at least one file: ${usage}`);
  if (out !== undefined && values["dry-run"])
    throw new BadInput("Choose one: --dry-run writes nothing, --out writes a folder.");
  if (out === undefined && !values["dry-run"])
    throw new BadInput("Say where the draft goes with --out FOLDER, or look only with --dry-run.");
  const store = (): Promise<CodelistStore> => openStore(storeFolder(values.store));
  if (out === undefined) return report(positionals, values.json === true, await store(), io);
  if (positionals.length > 1)
    throw new BadInput("A draft is made of one file. Call the command once for each, with a folder of its own.");
  return writeDraft(positionals[0]!, out, await store(), io);
}

/** Each file for itself: one that is missing or refused does not keep the others from being read. */
async function report(files: readonly string[], json: boolean, store: CodelistStore, io: Io): Promise<number> {
  let code = 0;
  for (const file of files) {
    const read = await readFile(file, store);
    if (read.ok) {
      const summary = summariseFim(read.filled, read.warnings);
      if (json) io.out(JSON.stringify({ file, ...summary }));
      else describe(file, summary, io);
      continue;
    }
    code = Math.max(code, read.code);
    if (json) io.out(JSON.stringify({ file, error: read.error }));
    else io.err(read.error.message);
  }
  return code;
}

function describe(
  file: string,
  { id, version, name, fields, groups, rules, codelists, warnings }: FimSummary,
  io: Io,
): void {
  io.out(`${file}: ${name} (${id} ${version})`);
  io.out(
    `  ${fields} fields, ${groups} groups, ${rules.total} rules (${rules.compiled} understood, ${rules.open} left to a person)`,
  );
  if (codelists.found.length > 0) io.out(`  code lists from the store: ${codelists.found.join(", ")}`);
  if (codelists.missing.length > 0) io.out(`  code lists that are missing: ${codelists.missing.join(", ")}`);
  for (const warning of warnings) io.out(`  ${warning}`);
}

async function writeDraft(file: string, out: string, store: CodelistStore, io: Io): Promise<number> {
  const folder = resolve(out);
  refuseUsedFolder(folder, out);
  const read = await readFile(file, store);
  if (!read.ok) {
    io.err(read.error.message);
    return read.code;
  }
  const slug = basename(folder);
  const draft = draftFromFim(read.filled.schema, /^[a-z][a-z0-9-]{1,79}$/.test(slug) ? { slug } : {});
  write(folder, out, draft);
  for (const { line, element, message } of read.warnings) io.err(`${file}:${line} ${element}: ${message}`);
  io.out(`The draft stands in ${out}: ${draft.files.size} files, ${draft.open.length} open tasks.`);
  io.out(`Work through ${join(out, "OPEN.md")}, then ask: allmende library check ${out}`);
  return 0;
}

function refuseUsedFolder(folder: string, named: string): void {
  const kind = kindOf(folder);
  if (kind === "file") throw new BadInput(`${named} is a file. Name a new folder.`);
  if (kind === "folder" && readdirSync(folder).length > 0)
    throw new BadInput(`${named} is not empty. Name a new folder, so that nothing is overwritten.`);
}

/** Made aside and moved into place when whole: a disk that is full leaves no half of a draft. */
function write(folder: string, named: string, { files }: PackageDraft): void {
  const fresh = `${folder}.new-${process.pid}`;
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      writeFileSync(join(fresh, path), text);
    }
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw new BadInput(
      `${named} cannot be written (${error instanceof Error ? error.message : String(error)}). Name a folder where you may write.`,
    );
  }
}

type Read =
  | { ok: true; filled: FilledSchema; warnings: Problem[] }
  | { ok: false; code: 1 | 2; error: { message: string } & Partial<Problem> };

async function readFile(file: string, store: CodelistStore): Promise<Read> {
  try {
    const read = await readSchema(streamOf(file));
    if (read.ok) return { ok: true, filled: await fillLists(read.schema, store), warnings: read.warnings };
    const [problem] = read.problems;
    const where = problem ? `${file}:${problem.line}: ${problem.message} (${problem.code})` : `${file} was refused`;
    return {
      ok: false,
      code: 1,
      error: {
        ...problem,
        message: `${where}. Export the schema from the FIM portal again, as XDatenfelder 2.0 or 3.0.`,
      },
    };
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, code: 2, error: { message: error.message } };
    throw error;
  }
}
