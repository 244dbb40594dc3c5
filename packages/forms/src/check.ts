import type { Answer, AnswerProblem, Answers, Path } from "./answer.ts";
import type { CheckContext, Fault, Faults } from "./field-type.ts";
import type { Form } from "./form.ts";
import type { CheckNode, FieldNode } from "./node.ts";
import type { Scope, WalkOptions } from "./scope.ts";
import type { Asked, Walk } from "./walk.ts";

/** The one check of page, API and import: unknown answers, missing ones, wrong ones, and checks across fields. */
export function checkAnswers(form: Form, answers: Answers, options: WalkOptions & { page?: string }): AnswerProblem[] {
  const { page } = options;
  const walk = form.walk(answers, options);
  const problems: AnswerProblem[] = page ? [] : unknownAnswers(form, answers, walk.scope);
  for (const asked of walk.asked) {
    if (!page || asked.page === page) checkAsked(asked, problems);
  }
  checkGroups(walk, page, problems);
  for (const { id, checks } of form.pages) {
    if (checks.length === 0 || (page && id !== page) || !walk.pages.includes(id)) continue;
    for (const check of checks) checkAcross(check, walk, problems);
  }
  return problems;
}

function checkAsked({ node, path, value, scope }: Asked, problems: AnswerProblem[]): void {
  if (node.compute) return;
  if (value === undefined) {
    const required = typeof node.required === "boolean" ? node.required : node.required.holds(scope);
    if (required) problems.push({ path, ...missing(node) });
    return;
  }
  const context = contextFor(node, scope);
  if (!node.repeat) {
    report(node.check(value, context), path, problems);
    return;
  }
  if (!Array.isArray(value)) {
    problems.push({ path, code: "wrongType" });
    return;
  }
  const required = typeof node.required === "boolean" ? node.required : node.required.holds(scope);
  const amount = amountFault(value.length, node.repeat, required || value.length === 0);
  if (amount) problems.push({ path, ...amount });
  // Far too many are refused by their number; each of them need not be looked at.
  for (const [index, entry] of value.slice(0, node.repeat.max + 1).entries())
    report(node.check(entry as Answer, context), `${path}.${index}`, problems);
}

const noContext: CheckContext = { evaluate: () => null };

function contextFor(node: FieldNode, scope: Scope): CheckContext {
  if (node.expressions.size === 0) return noContext;
  return {
    evaluate(source) {
      const expression = node.expressions.get(source);
      return expression ? scope.iso(expression) : null;
    },
  };
}

function report(faults: Faults, path: Path, problems: AnswerProblem[]): void {
  if (!faults) return;
  for (const fault of "code" in faults ? [faults] : faults) problems.push(problemAt(path, fault));
}

/** A fault of a part stands at the part: "anschrift.postcode". */
export function problemAt(path: Path, { code, details, part }: Fault): AnswerProblem {
  return { path: part ? `${path}.${part}` : path, code, ...(details && { details }) };
}

function checkGroups(walk: Walk, page: string | undefined, problems: AnswerProblem[]): void {
  for (const { node, count, page: at } of walk.groups.values()) {
    if (page && page !== at) continue;
    const required = typeof node.required === "boolean" ? node.required : node.required.holds(walk.scope);
    const fault = amountFault(count, node.repeat, required);
    if (fault) problems.push({ path: node.id, ...fault });
  }
}

function amountFault(count: number, repeat: { min: number; max: number }, required: boolean): Fault | undefined {
  const min = Math.max(repeat.min, required ? 1 : 0);
  if (count < min) return { code: "tooFew", details: { min, count } };
  return count > repeat.max ? { code: "tooMany", details: { max: repeat.max, count } } : undefined;
}

/** A check across fields; shown at a field of a group, it is asked of each entry. */
function checkAcross({ definition: { id, at }, test, group }: CheckNode, walk: Walk, problems: AnswerProblem[]): void {
  const places: [Path, Scope][] = group
    ? walk.scope.entriesOf(group).map((scope, index) => [`${group}.${index}.${at}`, scope] as const)
    : [[at, walk.scope]];
  for (const [path, scope] of places) {
    const faulty = problems.some((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
    if (!faulty && scope.evaluate(test) === false) problems.push({ path, code: id });
  }
}

const missing = ({ type }: FieldNode): Fault => ({ code: type.missing ?? "requiredText" });

function unknownAnswers(form: Form, answers: Answers, scope: Scope): AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  const ids = Object.keys(answers);
  // Every answer was asked for: then only lists can hold something unknown.
  for (const id of ids.length === scope.found ? form.groups : ids) {
    const inner = form.answerable.get(id);
    if (inner === undefined) problems.push({ path: id, code: "unknownField" });
    else if (inner !== null && answers[id] !== undefined)
      unknownEntries(id, answers[id], inner, scope.entriesOf(id), problems);
  }
  return problems;
}

function unknownEntries(
  id: string,
  entries: unknown,
  inner: ReadonlySet<string>,
  scopes: readonly Scope[],
  problems: AnswerProblem[],
): void {
  if (!Array.isArray(entries)) {
    problems.push({ path: id, code: "wrongType" });
    return;
  }
  for (const [index, entry] of entries.entries() as Iterable<[number, unknown]>) {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      problems.push({ path: `${id}.${index}`, code: "wrongType" });
      continue;
    }
    const keys = Object.keys(entry);
    if (keys.length === scopes[index]?.found) continue;
    for (const key of keys) if (!inner.has(key)) problems.push({ path: `${id}.${index}.${key}`, code: "unknownField" });
  }
}
