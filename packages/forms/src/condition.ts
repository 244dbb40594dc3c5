import { compile, type FeelExpression } from "@allmende/feel";
import type { Answer } from "./answer.ts";
import type { Scope } from "./scope.ts";

/** FEEL that is true or not. */
export interface Condition {
  source: string;
  holds(scope: Scope): boolean;
}

/** What a name's answer is in JavaScript, if FEEL sees exactly that. */
export type PlainKind = "string" | "number" | "boolean" | undefined;

export interface Names {
  all: readonly string[];
  kindOf(name: string): PlainKind;
  /** Where the answer is kept, and whether it is one of an entry of a group. */
  placeOf(name: string): { slot: number; inner: boolean } | undefined;
}

/**
 * A condition from its FEEL. Most are one or more comparisons of an answer with a constant; these need no FEEL and no
 * decimal numbers, and mean the same: an answer's shortest decimal and a constant of up to 15 digits compare alike in
 * both. Null if it is no FEEL; `refuse` hears why.
 */
export function compileCondition(source: string, names: Names, refuse: (why: string) => void): Condition | undefined {
  const tests = simpleTests(source, names);
  if (tests) return { source, holds: tests.length === 1 ? tests[0]! : (scope) => tests.every((test) => test(scope)) };
  const expression = compileExpression(source, names.all, refuse);
  return expression && { source, holds: (scope) => scope.evaluate(expression) === true };
}

export function compileExpression(
  source: string,
  names: readonly string[],
  refuse: (why: string) => void,
): FeelExpression | undefined {
  const compiled = compile(source, { names });
  if (compiled.ok) return compiled.expression;
  refuse(compiled.problems.map((problem) => problem.message).join("; "));
  return undefined;
}

type Test = (scope: Scope) => boolean;

const comparison = /^\s*([a-z]\w*)\s*(=|!=|<=|>=|<|>)\s*(?:"([^"\\]*)"|(true|false)|(-?\d{1,9}(?:\.\d{1,6})?))\s*$/;

function simpleTests(source: string, names: Names): Test[] | undefined {
  const tests: Test[] = [];
  for (const part of source.split(/\band\b/)) {
    const test = simpleTest(part, names);
    if (!test) return undefined;
    tests.push(test);
  }
  return tests;
}

function simpleTest(part: string, { all, kindOf, placeOf }: Names): Test | undefined {
  const match = comparison.exec(part);
  if (!match) return undefined;
  const [, name = "", operator = "", text, truth, digits] = match;
  const constant = text ?? (truth === undefined ? Number(digits) : truth === "true");
  const kind = kindOf(name);
  const place = placeOf(name);
  if (kind !== typeof constant || !place || !all.includes(name)) return undefined;
  const { slot, inner } = place;
  // A value of the wrong shape counts as missing, as it does in FEEL.
  const answer = (scope: Scope): Answer | undefined => {
    const value = (inner ? scope : (scope.parent ?? scope)).values[slot];
    return typeof value === kind ? value : undefined;
  };
  switch (operator) {
    case "=":
      return (scope) => answer(scope) === constant;
    case "!=":
      return (scope) => answer(scope) !== constant;
    default:
      return kind === "number" ? ordered(operator, answer, constant as number) : undefined;
  }
}

function ordered(operator: string, answer: (scope: Scope) => Answer | undefined, constant: number): Test {
  const holds: Record<string, (value: number) => boolean> = {
    "<": (value) => value < constant,
    "<=": (value) => value <= constant,
    ">": (value) => value > constant,
    ">=": (value) => value >= constant,
  };
  const test = holds[operator]!;
  return (scope) => {
    const value = answer(scope);
    return value !== undefined && test(value as number);
  };
}

/** `field = "option"` or `field = true`: the question opens below the option. */
export function waitsFor(source: string): { field: string; option: string } | undefined {
  const match = /^\s*([a-z]\w*)\s*=\s*(?:"([^"]+)"|(true|false))\s*$/.exec(source);
  if (!match) return undefined;
  return { field: match[1]!, option: match[2] ?? (match[3] === "true" ? "ja" : "nein") };
}
