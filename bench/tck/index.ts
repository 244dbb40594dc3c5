/**
 * What the official test suites say: the DMN TCK per folder and the reference models of the BPMN MIWG, through the same
 * judges as the tests. Scores, not times: no database, no rounds.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { judgeTckLevel } from "../../packages/dmn/test/judge-tck.ts";
import { runProcesses } from "../../packages/bpmn/src/run-processes.testing.ts";
import { roundTrip } from "../../packages/bpmn/src/xml/round-trip.testing.ts";
import { root } from "../../src/platform/root.ts";
import { table, type Chapter, type Verdict } from "../report.ts";

const levels = [
  { number: 2, goal: "all", atLeast: 1 },
  { number: 3, goal: "≥ 95 %", atLeast: 0.95 },
] as const;

/** The chapters whose suites are there; says LEFT OUT of each that is not. */
export async function officialSuites(tell: (line: string) => void): Promise<Chapter[]> {
  const shared = resolve(root, process.env.ALLMENDE_SHARED_DATA ?? "../shared/data");
  const chapters: Chapter[] = [];
  for (const [folder, judge] of [
    ["dmn-tck", dmnTck],
    ["bpmn/miwg", bpmnMiwg],
  ] as const) {
    if (existsSync(join(shared, folder))) chapters.push(await judge(join(shared, folder)));
    else tell(`LEFT OUT: ${folder} is not in ALLMENDE_SHARED_DATA; its section in bench/RESULTS.md stays as it was.`);
  }
  return chapters;
}

async function dmnTck(folder: string): Promise<Chapter> {
  const verdicts: Verdict[] = [];
  const rows: string[][] = [];
  const failures: string[] = [];
  for (const { number, goal, atLeast } of levels) {
    const scores = await judgeTckLevel(join(folder, `compliance-level-${number}`));
    const all = scores.reduce((sum, score) => sum + score.all, 0);
    const failed = scores.reduce((sum, score) => sum + score.failures.length, 0);
    verdicts.push({
      goal: `level ${number}: ${goal} of the shared cases`,
      measured: `${all - failed} of ${all}`,
      holds: 1 - failed / all >= atLeast,
    });
    for (const score of scores) {
      rows.push([String(number), score.folder, String(score.all - score.failures.length), String(score.all)]);
      failures.push(...score.failures.map((why) => `- level ${number}, ${score.folder}: ${why}`));
    }
  }
  const lines = [
    "Every shared case of the official test suite (dmn-tck/tck), asked of the compiled model as the product asks it;",
    "numbers to eight digits, for the suite's expectations are binary floats.",
    "",
    ...table(["level", "folder", "passed", "all"], rows),
    ...(failures.length > 0 ? ["What fails:", "", ...failures] : ["Nothing fails."]),
  ];
  return { title: "DMN TCK", verdicts, lines };
}

async function bpmnMiwg(folder: string): Promise<Chapter> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".bpmn"));
  const rows: string[][] = [];
  let alike = 0;
  for (const name of names.toSorted()) {
    const bytes = readFileSync(join(folder, name));
    const { tree, canonical, written, loss } = await roundTrip(name, bytes);
    const same = [tree, canonical, written].map(([before, after]) => isDeepStrictEqual(before, after));
    if (same.every(Boolean)) alike++;
    const outcomes = await runProcesses(bytes);
    const runs = outcomes.filter(({ filled }) => filled === "completed").length;
    const reasons = outcomes.filter(({ filled }) => filled !== "completed").map(({ filled }) => filled);
    rows.push([
      name,
      ...same.slice(0, 2).map((one) => (one ? `same${loss ? " *" : ""}` : "**differs**")),
      `${runs} of ${outcomes.length}`,
      [...new Set(reasons)].join("; "),
    ]);
  }
  const lines = [
    "Each reference model is read and written back, and both are compared: as the unchanged parser sees them, and as",
    "canonical XML with sorted names. A model written again from what was written is the same text.",
    "None of the models runs as it is drawn (tasks without kind, messages without name, choices without condition);",
    "with those gaps filled, a process runs to its end or the reason says which element lies outside the subset.",
    "",
    ...table(["model", "tree", "canonical XML", "processes run", "the others"], rows),
    "\\* but for one foreign attribute that stands there twice, once with a prefix: the parser keeps one of them.",
  ];
  const measured = `${alike} of ${names.length}`;
  return {
    title: "BPMN MIWG",
    verdicts: [{ goal: "each model read and written back alike", measured, holds: alike === names.length }],
    lines,
  };
}
