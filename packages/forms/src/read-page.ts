import { entriesOf, type Answer, type AnswerProblem, type Answers, type FileRef, type Path } from "./answer.ts";
import { problemAt } from "./check.ts";
import type { Posted } from "./field-type.ts";
import { hasAnswer, leaves, type FieldNode, type GroupNode, type PageNode } from "./node.ts";

/** What a page posted: all values under a name, in order. */
export interface PageInput {
  values(name: string): readonly string[];
  /** Files stored in the course of this post, by field path; one that replaces another by "nachweis:<attachment>". */
  files?: ReadonlyMap<Path, FileRef[]>;
  /** The entry or file whose removal was asked for: "kinder.1" or "nachweis:<attachment>". */
  remove?: string;
}

export interface PageReading {
  answers: Answers;
  /** Words that could not be read; they are kept beside the draft, so that nothing typed is lost. */
  unread: Record<Path, Posted>;
  faults: AnswerProblem[];
}

export function readPage(page: PageNode, input: PageInput, before: Answers): PageReading {
  const answers: Answers = { ...before };
  const reading: PageReading = { answers, unread: {}, faults: [] };
  for (const node of leaves(page.nodes)) {
    if (node.kind === "group") readGroup(node, input, answers, reading);
    else readField(node, node.id, input, answers, reading);
  }
  return reading;
}

function readGroup(group: GroupNode, input: PageInput, answers: Answers, reading: PageReading): void {
  const before = entriesOf(answers, group.id);
  const posted = Number.parseInt(input.values(`${group.id}._anzahl`)[0] ?? "0", 10) || 0;
  const entries: Answers[] = [];
  for (let index = 0; index < Math.min(Math.max(posted, before.length), group.repeat.max + 1); index++) {
    const entry: Answers = { ...before[index] };
    if (index < posted) {
      for (const node of leaves(group.nodes)) {
        if (node.kind === "field") readField(node, `${group.id}.${index}.${node.id}`, input, entry, reading);
      }
    }
    entries.push(entry);
  }
  const kept = entries.filter(
    (entry, index) =>
      `${group.id}.${index}` !== input.remove && (Object.keys(entry).length > 0 || hasUnread(reading, group.id, index)),
  );
  set(answers, group.id, kept.length > 0 ? kept : undefined);
}

const hasUnread = (reading: PageReading, group: string, index: number): boolean =>
  Object.keys(reading.unread).some((path) => path.startsWith(`${group}.${index}.`));

function readField(node: FieldNode, path: Path, input: PageInput, into: Answers, reading: PageReading): void {
  if (!hasAnswer(node)) return;
  if (node.type.uploads) {
    set(into, node.id, readFiles(node, path, input, into[node.id]));
    return;
  }
  if (!node.repeat) {
    const value = readOne(node, path, input, reading);
    set(into, node.id, value);
    return;
  }
  const values: Answer[] = [];
  const count = Number.parseInt(input.values(`${path}._anzahl`)[0] ?? "0", 10) || 0;
  for (let index = 0; index < Math.min(count, node.repeat.max + 1); index++) {
    if (`${path}.${index}` === input.remove) continue;
    const value = readOne(node, `${path}.${index}`, input, reading);
    if (value !== undefined) values.push(value);
  }
  set(into, node.id, values.length > 0 ? values : undefined);
}

function readOne(node: FieldNode, path: Path, input: PageInput, reading: PageReading): Answer | undefined {
  const posted = postedAt(node, path, input);
  const result = node.type.read(posted, node.field);
  if ("fault" in result) {
    reading.unread[path] = posted;
    reading.faults.push(problemAt(path, result.fault));
  }
  return result.value;
}

const whole = [""];

/** The words posted for a field at a path, by part of the name. */
export function postedAt({ type }: FieldNode, path: Path, input: Pick<PageInput, "values">): Posted {
  const posted: Record<string, readonly string[]> = {};
  for (const part of type.parts ?? whole) {
    const values = input.values(part ? `${path}.${part}` : path);
    if (values.length > 0) posted[part] = values;
  }
  return posted;
}

/** The files there were, less the removed one, each replaced by what was posted in its place, and the new ones. */
function readFiles(
  { type, field }: FieldNode,
  path: Path,
  input: PageInput,
  before: Answer | undefined,
): FileRef[] | undefined {
  const had = (Array.isArray(before) ? before : []) as FileRef[];
  const kept = had
    .filter((ref) => input.remove !== `${path}:${ref.attachment}`)
    .map((ref) => input.files?.get(`${path}:${ref.attachment}`)?.[0] ?? ref);
  const added = input.files?.get(path) ?? [];
  const files = added.length > 0 && type.onlyOne?.(field) ? added : [...kept, ...added];
  return files.length > 0 ? files : undefined;
}

function set(answers: Answers, id: string, value: Answer | undefined): void {
  if (value === undefined) delete answers[id];
  else answers[id] = value;
}
