import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "@allmende/feel";
import { compileDmn } from "../src/index.ts";
import { alike } from "./alike.ts";
import { readTckFile } from "./tck-file.ts";

/** What the TCK says of one of its folders. */
export interface TckScore {
  readonly folder: string;
  readonly all: number;
  /** One line for each case that fails, with the reason. */
  readonly failures: readonly string[];
}

/** Every folder of a level of the TCK, by name; a folder without a model or without a case is a failure, never a pass. */
export async function judgeTckLevel(level: string): Promise<TckScore[]> {
  const folders = readdirSync(level, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).toSorted();
  return Promise.all(names.map((name) => judgeFolder(join(level, name), name)));
}

async function judgeFolder(path: string, folder: string): Promise<TckScore> {
  const files = readdirSync(path);
  const cases = files
    .filter((file) => file.endsWith(".xml"))
    .toSorted()
    .flatMap((file) => readTckFile(readFileSync(join(path, file), "utf8")).map((one) => ({ file, ...one })));
  const all = Math.max(cases.length, 1);
  const failed = (why: string): TckScore => ({ folder, all, failures: Array<string>(all).fill(why) });
  const model = files.find((file) => file.endsWith(".dmn"));
  if (model === undefined || cases.length === 0) return failed("no model or no case in this folder");
  const compiled = await compileDmn(readFileSync(join(path, model), "utf8"));
  if (!compiled.ok)
    return failed(compiled.problems.map(({ elementId, message }) => `${model}: ${elementId} ${message}`).join("; "));
  const failures = cases.flatMap(({ file, id, decision, input, expected }) => {
    const known = compiled.model.decisions.some((one) => one.name === decision || one.id === decision);
    const value = known ? compiled.model.decide(decision, input).value : null;
    return alike(value, expected) ? [] : [`${file} ${id} ${decision}: ${format(value)} instead of ${format(expected)}`];
  });
  return { folder, all, failures };
}
