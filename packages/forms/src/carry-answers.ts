import { entriesOf, type Answer, type AnswerProblem, type Answers, type Path } from "./answer.ts";
import type { Form } from "./form.ts";
import type { FieldNode, GroupNode } from "./node.ts";
import type { WalkOptions } from "./scope.ts";
import type { Walk } from "./walk.ts";

/** What becomes of answers when their form is followed by another version of it; ids say what is the same question. */
export interface CarriedAnswers {
  /** What the other version can hold; nothing in it is unknown there. */
  answers: Answers;
  /** Questions to be answered anew, by path: new ones, and old ones that now must be answered. Only as far as the person had come. */
  added: Path[];
  /** Questions that were asked and answered and are no more, by path. */
  gone: Path[];
  /** Answers that the other version does not take as they are. */
  unfit: AnswerProblem[];
}

/** Whether a person need not be asked: every answer fits, and nothing is new where they have already been. */
export const isSeamless = ({ added, gone, unfit }: CarriedAnswers): boolean =>
  added.length + gone.length + unfit.length === 0;

/** Carries answers from one version of a form to another; pure, the answers given stay as they are. */
export function carryAnswers(from: Form, to: Form, answers: Answers, options: WalkOptions = {}): CarriedAnswers {
  const before = from.walk(answers, options);
  const known = knownAnswers(to, answers);
  const faults = new Set(from.check(answers, options).map(nameOf));
  const fresh = to.check(known, options).filter((problem) => !faults.has(nameOf(problem)));
  const unfit = fresh.filter(({ path }) => isAnswered(to, known, path));
  // What has another shape would be shown wrongly by the new question: it is left to the sentence about it.
  for (const { path } of unfit) if (!sameKind(questionAt(from, path), questionAt(to, path))) drop(known, path);
  const after = to.walk(known, options);
  const lost = before.asked.filter(
    ({ path, value, node }) => value !== undefined && !node.compute && !questionAt(to, path),
  );
  return {
    answers: known,
    added: addedIn(from, to, after, new Set(fresh.map(({ path }) => path))).filter(
      (path) => !unfit.some((problem) => questionAt(to, problem.path) === questionAt(to, path)),
    ),
    gone: lost.map(({ path }) => path),
    unfit,
  };
}

/** The question at a path; of a group that has no such question, none. */
function questionAt(form: Form, path: Path): FieldNode | GroupNode | undefined {
  const [first = "", , inner] = path.split(".");
  const node = form.field(first);
  if (node?.kind !== "group" || inner === undefined) return node;
  return form.answerable.get(first)?.has(inner) ? form.field(inner) : undefined;
}

const nameOf = ({ path, code }: AnswerProblem): string => `${path} ${code}`;

/** The answers whose ids the form has, in entries of groups, too. */
function knownAnswers(form: Form, answers: Answers): Answers {
  const known: Answers = {};
  for (const [id, value] of Object.entries(answers)) {
    const inner = form.answerable.get(id);
    if (inner === undefined || value === undefined) continue;
    known[id] =
      inner === null || !Array.isArray(value) ? value : entriesOf(answers, id).map((entry) => only(entry, inner));
  }
  return known;
}

const only = (entry: Answers, ids: ReadonlySet<string>): Answers =>
  Object.fromEntries(Object.entries(entry).filter(([id]) => ids.has(id)));

/** Whether something stands at the path; a fault of a list of entries stands at the list. */
function isAnswered(form: Form, answers: Answers, path: Path): boolean {
  const [first = "", index = "", inner = ""] = path.split(".");
  if (questionAt(form, path)?.kind === "group" || form.field(first)?.kind !== "group")
    return answers[first] !== undefined;
  return entriesOf(answers, first)[Number(index)]?.[inner] !== undefined;
}

function sameKind(one: FieldNode | GroupNode | undefined, other: FieldNode | GroupNode | undefined): boolean {
  if (one?.kind !== "field" || other?.kind !== "field") return one?.kind === other?.kind;
  return one.field.type === other.field.type && (one.repeat === undefined) === (other.repeat === undefined);
}

function drop(answers: Answers, path: Path): void {
  const [first = "", index = "", inner = ""] = path.split(".");
  const entries = answers[first] as Answer[] | undefined;
  if (inner && Array.isArray(entries)) delete (entries[Number(index)] as Answers | undefined)?.[inner];
  else delete answers[first];
}

/** Unanswered questions up to the last page with an answer that the old version did not have, or did not insist on. */
function addedIn(from: Form, to: Form, walk: Walk, faulty: ReadonlySet<Path>): Path[] {
  const reached = walk.asked.findLast(({ value, node }) => value !== undefined && !node.compute)?.page;
  const pages = new Set(walk.pages.slice(0, walk.pages.indexOf(reached ?? "") + 1));
  const fields = walk.asked.filter(({ page, node, value }) => pages.has(page) && !node.compute && value === undefined);
  const groups = [...walk.groups.values()].filter(({ page, count }) => pages.has(page) && count === 0);
  return [...fields.map(({ path }) => path), ...groups.map(({ node }) => node.id)].filter(
    (path) =>
      questionAt(from, path) === undefined ||
      questionAt(from, path)?.kind !== questionAt(to, path)?.kind ||
      faulty.has(path),
  );
}
