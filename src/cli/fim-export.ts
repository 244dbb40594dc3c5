import { renameSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readPackage } from "@allmende/service-package";
import { writeSchema } from "@allmende/xdatenfelder";
import { exportToFim, readOpenTasks } from "../domains/making/index.ts";
import { BadInput } from "./bad-input.ts";
import type { Command, Io } from "./command.ts";
import { folderOf } from "./library.ts";
import { kindOf, readPackageFolder } from "./read-files.ts";

const usage = "allmende fim export SLUG or FOLDER [--out FILE]";

/** Exit codes: 0 written, 1 the package is not in order, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "fim export": {
    summary: "write a package's form as XDatenfelder 3.0; what the standard has no place for is said",
    usage,
    run: (args, io) => Promise.resolve(exportPackage(args, io)),
  },
};

function exportPackage(args: string[], io: Io): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: "string" } } });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new BadInput(`Name one package: ${usage}`);
  const files = readPackageFolder(folderOf(name));
  const reading = readPackage(files);
  if (!reading.ok) {
    for (const { file, line, message } of reading.problems)
      io.err(`${name}/${file}${line === undefined ? "" : `:${line}`}: ${message}`);
    io.err(`Nothing was written. See all that is wrong with: allmende library check ${name}`);
    return 1;
  }
  const { schema, lost } = exportToFim(reading.pkg, { at: new Date() });
  // A rule nobody has written as a condition yet is no part of the form, but must not be forgotten either.
  for (const { line, task } of readOpenTasks(files.get("OPEN.md") ?? ""))
    if (task.startsWith("regel ")) lost.push(`OPEN.md:${line}: the open ${task.replace("regel", "rule")}`);
  const xml = writeSchema(schema);
  if (values.out === undefined) io.out(xml.trimEnd());
  else {
    writeWhole(values.out, xml);
    io.out(`${values.out}: ${schema.name} (${schema.identifikation.id} ${schema.identifikation.version ?? ""})`);
  }
  if (lost.length > 0) io.err("XDatenfelder 3.0 has no place for:");
  for (const line of lost) io.err(`  ${line}`);
  return 0;
}

function writeWhole(file: string, text: string): void {
  if (kindOf(file) === "folder") throw new BadInput(`${file} is a folder. Name a file with --out.`);
  const fresh = `${file}.new-${process.pid}`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new BadInput(
      `${file} cannot be written (${error instanceof Error ? error.message : String(error)}). Name a file where you may write.`,
    );
  }
}
