import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { holdings } from "../main.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import type { FileStore } from "../platform/files/file-store.ts";
import { exportTenant } from "../platform/holdings/export-tenant.ts";
import { ImportRefusal, importTenant } from "../platform/holdings/import-tenant.ts";
import { removeTenant } from "../platform/holdings/remove-tenant.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenant } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";

const usage = {
  export: "allmende tenant export SLUG --out FOLDER",
  import: "allmende tenant import FOLDER",
  remove: 'allmende tenant remove SLUG [--name "FULL NAME"]',
};

/** Exit codes: 0 done, 1 done but files were missing in the store, 2 the call was wrong or refused. */
export const commands: Record<string, Command> = {
  "tenant export": {
    summary: "write everything of a tenant into a folder: rows, files, waiting jobs",
    usage: usage.export,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { out: { type: "string" } },
      });
      const slug = only(positionals, usage.export);
      if (values.out === undefined) throw new BadInput(`Say where to write: ${usage.export}`);
      const { out } = values;
      refuseFilled(out);
      return withDatabase(readConfig(process.env), (database, files) => writeOut(database, files, slug, out, io));
    },
  },
  "tenant import": {
    summary: "bring a tenant in from a folder that tenant export wrote",
    usage: usage.import,
    async run(args, io) {
      const folder = only(parseArgs({ args, allowPositionals: true }).positionals, usage.import);
      return withDatabase(readConfig(process.env), (database, files) => takeIn(database, files, folder, io), "owner");
    },
  },
  "tenant remove": {
    summary: "remove a tenant with all its rows, files and jobs; asks for its name first",
    usage: usage.remove,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { name: { type: "string" } },
      });
      const slug = only(positionals, usage.remove);
      return withDatabase(
        readConfig(process.env),
        (database, files) => takeAway(database, files, slug, values.name, io),
        "owner",
      );
    },
  },
};

function only([one, ...others]: string[], how: string): string {
  if (one === undefined || others.length > 0) throw new BadInput(`Use it like this: ${how}`);
  return one;
}

/** Nothing is written beside what is there already. */
export function refuseFilled(folder: string): void {
  if (!existsSync(folder)) return;
  let held: string[];
  try {
    held = readdirSync(folder);
  } catch {
    throw new BadInput(`${folder} is no folder that can be read. Name a new one.`);
  }
  if (held.length > 0) throw new BadInput(`${folder} is not empty. Name a new folder.`);
}

export async function writeOut(
  database: Database,
  files: FileStore,
  slug: string,
  folder: string,
  io: Io,
): Promise<number> {
  const { id, name } = await chooseTenant(database, slug);
  const told = await exportTenant(database, files, holdings, { id, slug, name }, folder).catch((error: unknown) => {
    // Half an export is none: the folder was empty before.
    for (const part of ["rows", "files", "jobs.jsonl"]) rmSync(join(folder, part), { recursive: true, force: true });
    throw error;
  });
  const count = told.tables.reduce((sum, { rows }) => sum + rows, 0);
  io.out(
    `${name}: ${count} rows of ${told.tables.length} tables, ${told.files.length} files and ${told.jobs.count} waiting jobs are in ${folder}.`,
  );
  for (const file of told.lost) io.err(`Missing in the store, though a row names it: file ${file}`);
  return told.lost.length === 0 ? 0 : 1;
}

export async function takeIn(database: Database, files: FileStore, folder: string, io: Io): Promise<number> {
  const told = await importTenant(database, files, holdings, folder).catch((error: unknown) => {
    throw error instanceof ImportRefusal ? new BadInput(error.message) : error;
  });
  io.out(`${told.tenant.name} is in: every row and file as it was exported at ${told.exportedAt}.`);
  io.out("A running Allmende shows it after its next start.");
  return 0;
}

export async function takeAway(
  database: Database,
  files: FileStore,
  slug: string,
  typed: string | undefined,
  io: Io,
): Promise<number> {
  const { id, name } = await chooseTenant(database, slug);
  const answer = typed ?? (await io.ask?.(`Everything of ${name} will be gone. Type its full name to go on: `)) ?? "";
  if (answer.trim() !== name)
    throw new BadInput(`Nothing was removed: the name typed is not "${name}". Type it, or pass it with --name.`);
  const gone = await removeTenant(database, files, holdings, id);
  io.out(`${name} is removed: ${gone.rows} rows and ${gone.files} files are gone.`);
  io.out("A running Allmende forgets its address at its next start.");
  return 0;
}
