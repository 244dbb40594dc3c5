/** Answers to every question of any form, so that forms nobody wrote answers for can be filled. */
import { leaves, type Answer, type Answers, type FieldNode, type Form, type GroupNode } from "@allmende/forms";

const words = [
  "Beispiel",
  "12345",
  "1",
  "A",
  "Ja",
  "DE",
  "2026",
  "beispiel@beispiel.example",
  "+49 69 900090",
  "123456",
];
const days = ["1985-02-04", "2026-12-01", "2031-06-30", "2020-01-01"];

/** Answers that pass every check; lists are as short as they may be. Throws with what it could not answer. */
export function answerAnything(form: Form): Answers {
  const tries = new Map<string, number>();
  const answers: Answers = {};
  for (const { id } of form.pages)
    for (const node of leaves(form.page(id)!.nodes))
      answers[node.id] = node.kind === "group" ? entries(node, () => entryOf(node, 0)) : answerTo(node, 0);
  for (let round = 0; round < 40; round++) {
    const problems = form.check(form.walk(answers).effective);
    if (problems.length === 0) return form.walk(answers).effective;
    for (const { path } of problems) {
      const count = (tries.get(path) ?? 0) + 1;
      tries.set(path, count);
      const [head = "", index, child] = path.split(".");
      const node = form.at(path);
      if (node?.kind !== "field") continue;
      const next = answerTo(node, count);
      if (index === undefined || child === undefined) answers[head] = next;
      else (answers[head] as Answers[])[Number(index)]![child] = next;
    }
  }
  throw new Error(`not answered: ${JSON.stringify(form.check(form.walk(answers).effective).slice(0, 5))}`);
}

const entries = <T>({ repeat }: Pick<GroupNode | FieldNode, "repeat">, make: () => T): T[] =>
  Array.from({ length: Math.max(1, repeat?.min ?? 1) }, make);

const entryOf = (group: GroupNode, nth: number): Answers =>
  Object.fromEntries(
    [...leaves(group.nodes)].flatMap((node) => (node.kind === "field" ? [[node.id, answerTo(node, nth)]] : [])),
  );

/** The nth thing to try. */
function answerTo({ field, repeat }: FieldNode, nth: number): Answer {
  const one = oneAnswerTo(field as unknown as Settings, nth);
  return repeat ? (entries({ repeat }, () => one) as Answer) : one;
}

interface Settings {
  type: string;
  min?: number | string;
  minLength?: number;
  maxLength?: number;
  options?: { id: string }[];
}

function oneAnswerTo({ type, min, minLength = 0, maxLength = 1000, options = [] }: Settings, nth: number): Answer {
  const of = <T>(values: readonly T[]): T => values[nth % values.length]!;
  switch (type) {
    case "integer":
    case "number":
      return of([typeof min === "number" ? min : 1, 1, 10, 2000]);
    case "date":
      return of(days);
    case "time":
      return "10:00";
    case "yesno":
      return of([true, false]);
    case "declaration":
      return true;
    case "choice":
      return of(options).id;
    case "choices":
      return [of(options).id];
    case "file":
      return [
        {
          attachment: "01890000-0000-7000-8000-000000000001",
          name: "nachweis.pdf",
          size: 591,
          type: "application/pdf",
        },
      ] as unknown as Answer;
    default:
      return of(words).padEnd(minLength, "x").slice(0, maxLength);
  }
}
