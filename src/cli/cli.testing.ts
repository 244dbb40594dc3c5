import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { telling } from "./bad-input.ts";
import type { Command, Io } from "./command.ts";

/** What a command said, and its exit code. */
export interface Said {
  code: number;
  out: string[];
  err: string[];
}

export async function call(command: Command | undefined, ...args: string[]): Promise<Said> {
  if (!command) throw new Error("there is no such command");
  const { io, out, err } = listening();
  return { code: await telling(io, command.usage, () => command.run(args, io)), out, err };
}

export function listening(): { io: Io; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return { io: { out: (line) => void out.push(line), err: (line) => void err.push(line) }, out, err };
}

/** A folder for one test file; it is gone afterwards. */
export function scratch(): { path: string; file(name: string, content: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), "allmende-cli-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    file(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
  };
}
