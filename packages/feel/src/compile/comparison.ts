import { compare } from "../values/compare.ts";
import { equal } from "../values/equal.ts";
import { FeelDateTime } from "../values/date-time.ts";
import type { Meter } from "../values/meter.ts";
import { FeelTime } from "../values/time.ts";
import { COST_OF_NAMED_ZONE, isNamed } from "../values/zone.ts";
import type { FeelValue } from "../values/value.ts";
import { childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import type { SyntaxNode } from "@lezer/common";
import { Names, type Code } from "./scope.ts";

export type Test = (left: FeelValue, right: FeelValue, meter: Meter) => boolean | null;

const operators: Readonly<Record<string, Test>> = {
  "=": equal,
  "!=": (left, right, meter) => {
    const same = equal(left, right, meter);
    return same === null ? null : !same;
  },
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
};

export function comparisonOperator(sign: string): Test {
  const test = operators[sign];
  if (!test) throw new Error(`The FEEL grammar has changed: operator ${sign}.`);
  return test;
}

/** `a < b`, `a between b and c`, `a in (…)`. */
export const comparison: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const kind = required(children[1]).name;
  const value = compiler.compile(required(children[0]), names);
  if (kind === "between") return between(value, children, names, compiler);
  if (kind === "in") return membership(value, required(children[children[2]?.name === "(" ? 3 : 2]), names, compiler);
  const test = comparisonOperator(compiler.text(required(children[1])));
  const right = compiler.compile(required(children[2]), names);
  return (scope, evaluation) => {
    const a = value(scope, evaluation);
    const b = right(scope, evaluation);
    evaluation.spend(costOf(a));
    return test(a, b, evaluation);
  };
};

function between(value: Code, children: readonly SyntaxNode[], names: Names, compiler: Compiler): Code {
  const low = compiler.compile(required(children[2]), names);
  const high = compiler.compile(required(children[4]), names);
  const [atLeast, atMost] = [comparisonOperator(">="), comparisonOperator("<=")];
  return (scope, evaluation) => {
    evaluation.spend(2);
    const tested = value(scope, evaluation);
    const above = atLeast(tested, low(scope, evaluation), evaluation);
    const below = atMost(tested, high(scope, evaluation), evaluation);
    if (above === false || below === false) return false;
    return above === null || below === null ? null : true;
  };
}

/** The tests see the value as `?`. */
function membership(value: Code, tests: SyntaxNode, names: Names, compiler: Compiler): Code {
  const code = compiler.compile(tests, new Names(names, ["?"]));
  return (scope, evaluation) => {
    evaluation.spend(1);
    return code({ values: [value(scope, evaluation)], parent: scope }, evaluation);
  };
}

/** Lists and contexts pay for themselves while they are compared. */
function costOf(value: FeelValue): number {
  return (value instanceof FeelDateTime || value instanceof FeelTime) && isNamed(value.zone) ? COST_OF_NAMED_ZONE : 1;
}

function ordered(accepts: (order: number) => boolean): Test {
  return (left, right) => {
    const order = compare(left, right);
    return order === null ? null : accepts(order);
  };
}
