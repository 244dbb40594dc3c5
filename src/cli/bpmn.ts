import { parseArgs } from "node:util";
import { check } from "@allmende/bpmn";
import { BadInput } from "./bad-input.ts";
import type { Command, Io } from "./command.ts";
import { readText } from "./read-files.ts";

const usage = "allmende bpmn check FILE… [--json]";

/** Exit codes: 0 all can be run, 1 some cannot, 2 a file could not be read. */
export const commands: Record<string, Command> = {
  "bpmn check": {
    summary: "say whether workflows can be run, and if not, which element keeps them from it",
    usage,
    run: (args, io) => checkFiles(args, io),
  },
};

async function checkFiles(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: "boolean" } } });
  if (positionals.length === 0) throw new BadInput(`Name at least one file: ${usage}`);
  let code = 0;
  for (const file of positionals) {
    const judged = await judge(file);
    code = Math.max(code, "error" in judged ? 2 : judged.executable ? 0 : 1);
    if (values.json) io.out(JSON.stringify({ file, ...judged }));
    else if ("error" in judged) io.err(judged.error);
    else {
      io.out(`${file}: ${judged.executable ? "can be run" : "cannot be run"}`);
      for (const { element, why } of judged.reasons) io.out(`  ${element}: ${why}`);
    }
  }
  return code;
}

async function judge(file: string): Promise<Awaited<ReturnType<typeof check>> | { error: string }> {
  try {
    return await check(readText(file));
  } catch (error) {
    if (error instanceof BadInput) return { error: error.message };
    throw error;
  }
}
