import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { compileDmn, type DmnModel } from "@allmende/dmn";
import { FeelError, toJson } from "@allmende/feel";
import { systemClock } from "../platform/clock.ts";
import { BadInput } from "./bad-input.ts";
import type { Command, Io } from "./command.ts";
import { readText } from "./read-files.ts";

const usage = "allmende dmn run FILE --decision NAME --input JSON   or   allmende dmn run --batch < LINES";

/** Exit codes: 0 decided (in a batch: every line was answered, errors stand in their lines), 1 the model cannot decide, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "dmn run": {
    summary: "make a decision of a DMN model, or many, one JSON line each",
    usage,
    run: (args, io) => runDecision(args, io),
  },
};

/** Longest line of a batch, in characters. */
const longestLine = 5_000_000;

export async function runDecision(
  args: string[],
  io: Io,
  lines: NodeJS.ReadableStream = process.stdin,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { decision: { type: "string" }, input: { type: "string" }, batch: { type: "boolean" } },
  });
  if (values.batch) {
    if (positionals.length > 0 || values.decision !== undefined || values.input !== undefined) {
      throw new BadInput(
        'With --batch file, decision and input stand in each line: {"file":…,"decision":…,"input":{…}}',
      );
    }
    return runBatch(lines, io);
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || values.decision === undefined)
    throw new BadInput(`Name one file and its decision: ${usage}`);
  const input = readInput(values.input ?? "{}", "--input");
  const answer = decide(await loadModel(file, values.decision), values.decision, input);
  if ("error" in answer) io.err(answer.error);
  else io.out(JSON.stringify(answer));
  return "error" in answer ? 1 : 0;
}

async function runBatch(lines: NodeJS.ReadableStream, io: Io): Promise<number> {
  const models = new Map<string, Promise<Loaded>>();
  for await (const line of createInterface({ input: lines, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") io.out(JSON.stringify(await answerLine(line, models)));
  }
  return 0;
}

async function answerLine(line: string, models: Map<string, Promise<Loaded>>): Promise<Answer> {
  try {
    if (line.length > longestLine) throw new BadInput("The line is longer than 5 MB.");
    const { file, decision, input = {} } = readInput(line, "the line");
    if (typeof file !== "string" || typeof decision !== "string" || !isObject(input)) {
      throw new BadInput('A line holds {"file": text, "decision": text, "input": object}.');
    }
    const key = JSON.stringify([file, decision]);
    const known = models.get(key) ?? loadModel(file, decision);
    models.set(key, known);
    return decide(await known, decision, input);
  } catch (error) {
    if (error instanceof BadInput) return { error: error.message };
    throw error;
  }
}

type Answer = { result: unknown } | { error: string };
type Loaded = { model: DmnModel } | { error: string };

/** A decision that does not compile is an answer too: whoever asked it gets the reason. */
async function loadModel(file: string, decision: string): Promise<Loaded> {
  const compiled = await compileDmn(readText(file), { only: decision });
  if (compiled.ok) return { model: compiled.model };
  return {
    error: `${file}: ${compiled.problems.map(({ elementId, message }) => `${elementId} ${message}`.trim()).join("; ")}`,
  };
}

function decide(loaded: Loaded, decision: string, input: Record<string, unknown>): Answer {
  if ("error" in loaded) return loaded;
  try {
    const given = loaded.model.inputFromJson(input);
    return { result: toJson(loaded.model.decide(decision, given, systemClock).value) };
  } catch (error) {
    if (error instanceof FeelError || error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

function readInput(text: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadInput(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw new BadInput(`${where} must be a JSON object, for instance {"hunde": 2}.`);
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
