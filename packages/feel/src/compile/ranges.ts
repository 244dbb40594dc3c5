import type { SyntaxNode } from "@lezer/common";
import { compare } from "../values/compare.ts";
import { FeelRange } from "../values/range.ts";
import { childrenOf, required, type NodeCompiler } from "./compiler.ts";

/** A range as a value: `[1..2]`, `(a..b]`, `]a..b[`, or with one end: `> 5`. */
export const range: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  if (children.length === 2) return halfRange(node, names, compiler);
  return interval(required(children[0]), names, compiler);
};

const interval: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const startIncluded = children[0]?.name === "[";
  const endIncluded = children.at(-1)?.name === "]";
  const start = compiler.compile(required(children[1]), names);
  const end = compiler.compile(required(children[3]), names);
  return (scope, evaluation) => {
    evaluation.spend(1);
    const from = start(scope, evaluation);
    const to = end(scope, evaluation);
    if (from !== null && to !== null && compare(from, to) === null)
      return evaluation.warn("not_a_range", "The two ends of the range are not of one kind.");
    return new FeelRange(from, to, startIncluded, endIncluded);
  };
};

/** Where an operand is wanted: `a == 1` would read as `a = (= 1)`, which is never true. */
const operations: ReadonlySet<string> = new Set([
  "Comparison",
  "ArithmeticExpression",
  "Conjunction",
  "Disjunction",
  "IfExpression",
  "SimplePositiveUnaryTest",
]);

/** The right side of `a in > 1`. */
function isTested({ prevSibling }: SyntaxNode): boolean {
  return prevSibling?.name === "in";
}

const halfRange: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const sign = compiler.text(required(children[0]));
  const end = compiler.compile(required(children[1]), names);
  if (node.parent && operations.has(node.parent.name) && !isTested(node))
    return compiler.problem("syntax", `"${sign}" is not expected here.`, node);
  if (sign === "!=") return compiler.problem("syntax", "Only a test can say !=, it is no range.", node);
  return (scope, evaluation) => {
    evaluation.spend(1);
    const value = end(scope, evaluation);
    if (sign === "=") return new FeelRange(value, value, true, true);
    return sign.startsWith("<")
      ? new FeelRange(null, value, false, sign === "<=")
      : new FeelRange(value, null, sign === ">=", false);
  };
};
