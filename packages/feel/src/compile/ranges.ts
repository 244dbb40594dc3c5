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

const halfRange: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const sign = compiler.text(required(children[0]));
  const end = compiler.compile(required(children[1]), names);
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
