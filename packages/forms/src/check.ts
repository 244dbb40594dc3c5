import type { Answer, AnswerProblem, Answers } from "./answer.ts";
import type { FieldDefinition } from "./definition.ts";
import type { CheckContext, Fault } from "./field-type.ts";
import type { Form } from "./form.ts";
import { leaves } from "./node.ts";
import type { Asked, Walk, WalkOptions } from "./walk.ts";

/** The one check of page, API and import: unknown answers, missing ones, wrong ones, and checks across fields. */
export function checkAnswers(form: Form, answers: Answers, options: WalkOptions & { page?: string }): AnswerProblem[] {
  const walk = form.walk(answers, options);
  const problems: AnswerProblem[] = options.page ? [] : unknownAnswers(form, answers);
  for (const asked of walk.asked) {
    if (options.page && asked.page !== options.page) continue;
    problems.push(...checkAsked(asked, walk));
  }
  problems.push(...checkGroups(walk, options.page));
  for (const page of form.pages) {
    if ((options.page && page.id !== options.page) || !walk.pages.includes(page.id)) continue;
    for (const { definition, test } of page.checks) {
      const faultyAlready = problems.some((problem) => problem.path === definition.at);
      if (!faultyAlready && walk.evaluate(test) === false) problems.push({ path: definition.at, code: definition.id });
    }
  }
  return problems;
}

function checkAsked({ node, path, value }: Asked, walk: Walk): AnswerProblem[] {
  const context: CheckContext = {
    evaluate(source) {
      const expression = node.expressions.get(source);
      return expression ? walk.isoOf(expression) : null;
    },
  };
  if (value === undefined) {
    const required =
      typeof node.required === "boolean" ? node.required : walk.holds(node.required, walk.contextAt(path));
    return required ? [{ path, ...missing(node.field) }] : [];
  }
  if (!node.repeat) {
    const fault = node.type.check(value, node.field, context);
    return fault ? [{ path, ...fault }] : [];
  }
  if (!Array.isArray(value)) return [{ path, code: "wrongType" }];
  const problems = value.flatMap((entry, index) => {
    const fault = node.type.check(entry as Answer, node.field, context);
    return fault ? [{ path: `${path}.${index}`, ...fault }] : [];
  });
  const amount = amountFault(value.length, node.repeat);
  return amount ? [{ path, ...amount }, ...problems] : problems;
}

function checkGroups(walk: Walk, page: string | undefined): AnswerProblem[] {
  return [...walk.groups.values()].flatMap(({ node, count, page: at }) => {
    const fault = (!page || page === at) && amountFault(count, node.repeat);
    return fault ? [{ path: node.id, ...fault }] : [];
  });
}

function amountFault(count: number, { min, max }: { min: number; max: number }): Fault | undefined {
  if (count < min) return { code: "tooFew", details: { min, count } };
  return count > max ? { code: "tooMany", details: { max, count } } : undefined;
}

const missingCodes: Partial<Record<FieldDefinition["type"], string>> = {
  choice: "requiredChoice",
  choices: "requiredChoice",
  yesno: "requiredChoice",
  file: "requiredFile",
  declaration: "requiredDeclaration",
  date: "requiredDate",
};

const missing = (field: FieldDefinition): Fault => ({ code: missingCodes[field.type] ?? "requiredText" });

function unknownAnswers(form: Form, answers: Answers): AnswerProblem[] {
  const known = new Map(form.pages.flatMap((page) => [...leaves(page.nodes)].map((node) => [node.id, node] as const)));
  return Object.keys(answers).flatMap((id): AnswerProblem[] => {
    const node = known.get(id);
    if (!node) return [{ path: id, code: "unknownField" }];
    if (node.kind !== "group") return [];
    const entries = answers[id];
    if (!Array.isArray(entries)) return [{ path: id, code: "wrongType" }];
    const inner = new Set([...leaves(node.nodes)].map((child) => child.id));
    return entries.flatMap((entry, index): AnswerProblem[] => {
      if (typeof entry !== "object" || entry === null || Array.isArray(entry))
        return [{ path: `${id}.${index}`, code: "wrongType" }];
      return Object.keys(entry)
        .filter((key) => !inner.has(key))
        .map((key) => ({ path: `${id}.${index}.${key}`, code: "unknownField" }));
    });
  });
}
