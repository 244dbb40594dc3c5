import { isAnswers, type Answer, type AnswerProblem, type Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import { leaves, type FieldNode, type Node } from "./node.ts";

/** What came through the API or an import, to be checked like any other answers. */
export interface JsonReading {
  answers: Answers;
  faults: AnswerProblem[];
}

/** Far beyond any answer; a deeper value is refused before anything looks into it. */
const mostNested = 10;
/** Characters of one document; files are named by answers, not held in them. */
const mostCharacters = 2_000_000;

/**
 * Reads answers as the data contract has them: one JSON object. Text is brought to the form a page would have given it.
 * What is no JSON, not an object, too large or too deep gives one fault at "" (`notJson`, `wrongType`, `tooLarge`).
 */
export function readJson(form: Form, source: string): JsonReading {
  if (source.length > mostCharacters) return refused("tooLarge");
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return refused("notJson");
  }
  if (!isAnswers(value)) return refused("wrongType");
  if (tooDeep(value, mostNested)) return refused("tooDeep");
  const answers: Answers = copy(value);
  for (const page of form.pages) tidyAll(page.nodes, answers);
  return { answers, faults: [] };
}

const refused = (code: string): JsonReading => ({ answers: {}, faults: [{ path: "", code }] });

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((entry) => tooDeep(entry, left - 1));
}

/** A copy without a prototype to reach through; `__proto__` in it is a name like any other. */
const copy = (value: Answers): Answers => Object.assign(Object.create(null) as Answers, value);

function tidyAll(nodes: readonly Node[], answers: Answers): void {
  for (const node of leaves(nodes)) {
    const value = answers[node.id];
    if (value === undefined) continue;
    if (node.kind === "field") {
      const left = tidied(node, value);
      if (left === undefined) delete answers[node.id];
      else answers[node.id] = left;
    } else if (Array.isArray(value)) {
      const entries = (value as unknown[]).map((entry) => (isAnswers(entry) ? copy(entry) : entry));
      for (const entry of entries) if (isAnswers(entry)) tidyAll(node.nodes, entry);
      answers[node.id] = entries as Answer;
    }
  }
}

function tidied({ type, field, repeat }: FieldNode, value: Answer): Answer | undefined {
  if (!type.tidy) return value;
  if (!repeat || !Array.isArray(value)) return type.tidy(value, field) as Answer | undefined;
  const entries = (value as unknown[]).map((entry) => type.tidy!(entry, field)).filter((entry) => entry !== undefined);
  return entries as Answer[];
}
