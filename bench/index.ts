/**
 * The benchmarks (G2 to G8): the product as it starts in production, beside the least code that does the same work,
 * in one run, alternating. Answers are checked before and after the clock. With them the scores of the official test
 * suites (tck). Results go to bench/RESULTS.md.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadInput } from "../src/cli/bad-input.ts";
import { root } from "../src/platform/root.ts";
import { Child, startPart } from "./child.ts";
import { fillDesk } from "./desk/fill.ts";
import { inbox } from "./desk/index.ts";
import { driver } from "./load/driver.ts";
import { machine } from "./machine.ts";
import { pages } from "./pages/index.ts";
import { anonymousLimit, constantLimit, formLimit } from "./pages/limits.ts";
import { offerLongForm } from "./pages/long-form.ts";
import { forms } from "./forms/index.ts";
import { formContenders } from "./forms/contenders.ts";
import { imports } from "./import/index.ts";
import { importContender } from "./import/contenders.ts";
import type { Chapter } from "./report.ts";
import { mergeResults } from "./results.ts";
import { startAndFootprint } from "./start/index.ts";
import { submission } from "./submission/index.ts";
import { submissionLimit } from "./submission/limit.ts";
import { officialSuites } from "./tck/index.ts";
import { workflows } from "./workflow/index.ts";
import { bury, openWorld } from "./world.ts";

/** What runs in a process of its own. */
const parts: Record<string, () => Promise<never>> = {
  driver,
  "form-contenders": formContenders,
  "form-limit": formLimit,
  "import-contender": importContender,
  "anonymous-limit": anonymousLimit,
  "constant-limit": constantLimit,
  "submission-limit": submissionLimit,
};

const everything = ["g2", "g3", "g4", "g5", "g6", "g7", "g8", "tck"];

/** What is measured on a database of its own. */
const onDatabase = ["g2", "g3", "g5", "g6", "g8"];

/** The command: exit code 0 when every goal holds. */
export async function bench(args: string[], tell: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", default: everything.join(",") },
      rounds: { type: "string", default: "5" },
      peers: { type: "string" },
      part: { type: "string" },
      cases: { type: "string", default: "1000000" },
    },
  });
  if (values.part) return parts[values.part]!();
  const only = values.only.toLowerCase().split(",");
  const rounds = Number(values.rounds);
  const unknown = only.find((part) => !everything.includes(part));
  if (unknown !== undefined) throw new BadInput(`--only knows no "${unknown}". Choose from ${everything.join(", ")}.`);
  if (!/^[1-9]\d?$/.test(values.rounds)) throw new BadInput("--rounds is a whole number, for instance --rounds 5.");
  const chapters: Chapter[] = [];
  const began = performance.now();

  const peers = values.peers && resolve(values.peers);
  if (only.includes("g4")) chapters.push(await forms(rounds, peers));
  if (only.includes("g7")) chapters.push(await imports(rounds, peers));
  const machineLines = only.some((part) => onDatabase.includes(part))
    ? await measureWorld(only, rounds, values, chapters)
    : await machine();
  const suites = only.includes("tck") ? await officialSuites(tell) : [];
  chapters.push(...suites);

  const call = `npm run bench -- --only ${only.join(",")} --rounds ${rounds}${values.peers ? " --peers DIR" : ""}`;
  const text = [
    "# Benchmark results",
    "",
    `Made by \`${call}\` in ${Math.round((performance.now() - began) / 1000)} s. The machine is shared and noisy: read the ratios, not the rates.`,
    "",
    ...machineLines,
    "",
    "| goal | measured | holds |",
    "| --- | --- | --- |",
    ...chapters.flatMap(({ title, verdicts }) =>
      verdicts.map(({ goal, measured, holds }) => `| ${title}: ${goal} | ${measured} | ${holds ? "yes" : "**no**"} |`),
    ),
    "",
    ...chapters.flatMap(({ title, lines }) => [`## ${title}`, "", ...lines, ""]),
  ].join("\n");
  for (const line of text.split("\n")) tell(line);
  // A run of some parts leaves the results of the others as they were.
  const file = join(root, "bench/RESULTS.md");
  const whole = (everything.every((part) => only.includes(part)) && suites.length === 2) || !existsSync(file);
  const made = [`Measured on its own by \`${call}\`:`, "", ...machineLines];
  writeFileSync(file, whole ? `${text.trimEnd()}\n` : mergeResults(readFileSync(file, "utf8"), chapters, made));
  return chapters.every(({ verdicts }) => verdicts.every(({ holds }) => holds)) ? 0 : 1;
}

/** What needs the house open: adds its chapters and says where they were measured. */
async function measureWorld(
  only: readonly string[],
  rounds: number,
  values: { cases: string; peers?: string },
  chapters: Chapter[],
): Promise<string[]> {
  const world = await openWorld(offerLongForm);
  const machineLines = await machine(world.owner);
  const people = await startPart("driver");
  try {
    if (only.includes("g2")) chapters.push(await pages(world, people, rounds, values.peers));
    if (only.includes("g3")) chapters.push(await submission(world, people, rounds));
    if (only.includes("g5") || only.includes("g6")) {
      const desk = await fillDesk(world, Number(values.cases));
      if (only.includes("g6")) chapters.push(await inbox(world, desk, people, rounds));
      if (only.includes("g5")) chapters.push(await workflows(world, desk, rounds));
    }
    await world.close();
    if (only.includes("g8")) chapters.push(await startAndFootprint(world, people, rounds));
  } finally {
    await Child.endAll();
    await world.close();
    bury(world.folder);
  }
  return machineLines;
}
