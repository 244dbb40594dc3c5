/** G7: how soon a FIM schema is read and checked, beside the bare parser, and how much memory a large file takes. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../src/platform/root.ts";
import { startPart, type Child } from "../child.ts";
import { figure, ratio, table, told, type Chapter } from "../report.ts";
import type { Asked, Told } from "./contenders.ts";
import { largeSchema } from "./large-schema.ts";

/** Fields of the schema that is read for speed, and of those that are read for memory; the last is refused as too large. */
const fields = 8_000;
/** Seconds of reading in each round, after as many to warm up: a reader of one file only would be measured half compiled. */
const time = 1.5;
const larger = [2_000, 20_000, 80_000];

export async function imports(rounds: number, peers?: string): Promise<Chapter> {
  const folder = mkdtempSync(join(tmpdir(), "allmende-bench-import-"));
  try {
    const file = join(folder, "schema.xml");
    const megabytes = write(file, fields);
    const names = ["Allmende", "saxes", ...(peers ? ["fast-xml-parser"] : [])];
    const children = new Map<string, Child>();
    for (const name of names)
      children.set(name, await startPart("import-contender", { CONTENDER: name, ...(peers && { PEERS: peers }) }));
    const rates = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = -1; round < rounds; round++)
      for (const name of names) {
        const { seconds, found } = await children.get(name)!.ask<Told>({ file, time } satisfies Asked);
        if (found !== fields) throw new Error(`${name} found ${found} fields, not ${fields}`);
        if (round >= 0) rates.get(name)!.push(megabytes / seconds);
      }
    for (const child of children.values()) await child.end();

    const memory: { size: number; peak: number; outcome: string }[] = [];
    for (const count of larger) {
      const size = write(file, count);
      memory.push({ size, ...(await importByCommand(file)) });
    }
    const share = ratio(rates.get("Allmende")!, rates.get("saxes")!);
    const most = Math.max(...memory.map(({ peak }) => peak));
    return {
      title: "G7 Import",
      verdicts: [
        { goal: "≥ 0.5 × saxes, with validation", measured: told(share, " ×"), holds: share.median >= 0.5 },
        { goal: "≤ 150 MB whatever the file size", measured: `${Math.round(most)} MB at most`, holds: most <= 150 },
      ],
      lines: [
        `A schema of ${fields.toLocaleString("en-GB")} fields in groups (${megabytes.toFixed(1)} MB of XDatenfelder 3.0) from a file, ${rounds} alternating rounds of ${time} s, each`,
        "contender in a process of its own. Allmende gives the whole checked model; saxes alone counts the fields (namespaces on).",
        "",
        ...table(
          ["what", "MB/s"],
          names.map((name) => [name, told(figure(rates.get(name)!))]),
        ),
        "Highest resident memory of `allmende fim import FILE --dry-run --json`, Node and all of the command included:",
        "",
        ...table(
          ["file", "memory", "outcome"],
          memory.map(({ size, peak, outcome }) => [`${size.toFixed(1)} MB`, `${Math.round(peak)} MB`, outcome]),
        ),
        peers ? "" : "**Left out: fast-xml-parser. Name its folder with `--peers`.**",
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command as a maker calls it, watched from outside: its memory at most (MB), and what it said. */
async function importByCommand(file: string): Promise<{ peak: number; outcome: string }> {
  const command = spawn(join(root, "bin/allmende.mjs"), ["fim", "import", file, "--dry-run", "--json"], {
    env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${command.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
  }, 5);
  let said = "";
  for await (const chunk of command.stdout) said += String(chunk);
  clearInterval(watch);
  const { fields: found, error } = JSON.parse(said) as { fields?: number; error?: { code: string } };
  return { peak, outcome: found === undefined ? `refused: ${error?.code}` : `${found.toLocaleString("en-GB")} fields` };
}

/** Megabytes written. */
function write(file: string, count: number): number {
  writeFileSync(file, largeSchema(count));
  return statSync(file).size / 1_000_000;
}
