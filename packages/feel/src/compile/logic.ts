import type { FeelValue } from "../values/value.ts";
import { childrenOf, required, type NodeCompiler } from "./compiler.ts";

/** `and` in three-valued logic: false wins; what is no boolean is unknown. */
export const conjunction: NodeCompiler = (node, names, compiler) => {
  const [left, right] = sides(node, names, compiler);
  return (scope, evaluation) => {
    evaluation.spend(1);
    const a = truth(left(scope, evaluation));
    if (a === false) return false;
    const b = truth(right(scope, evaluation));
    if (b === false) return false;
    return a === null || b === null ? null : true;
  };
};

/** `or` in three-valued logic: true wins. */
export const disjunction: NodeCompiler = (node, names, compiler) => {
  const [left, right] = sides(node, names, compiler);
  return (scope, evaluation) => {
    evaluation.spend(1);
    const a = truth(left(scope, evaluation));
    if (a === true) return true;
    const b = truth(right(scope, evaluation));
    if (b === true) return true;
    return a === null || b === null ? null : false;
  };
};

/** What is not true takes the other way, as FEEL demands of null. */
export const conditional: NodeCompiler = (node, names, compiler) => {
  const parts = childrenOf(node).filter((child) => !["if", "then", "else"].includes(child.name));
  const [condition, then, otherwise] = parts.map((part) => compiler.compile(part, names));
  if (!condition || !then || !otherwise) return compiler.problem("syntax", "An if needs a then and an else.", node);
  return (scope, evaluation) => {
    evaluation.spend(1);
    return condition(scope, evaluation) === true ? then(scope, evaluation) : otherwise(scope, evaluation);
  };
};

export function truth(value: FeelValue): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function sides(...[node, names, compiler]: Parameters<NodeCompiler>) {
  const children = childrenOf(node);
  return [compiler.compile(required(children[0]), names), compiler.compile(required(children[2]), names)] as const;
}
