import type { Evaluation } from "../evaluation.ts";
import { isList } from "../values/context.ts";
import { isNumber, toSafeInteger, type FeelNumber } from "../values/number.ts";
import type { FeelValue } from "../values/value.ts";
import { childrenOf, required, type NodeCompiler } from "./compiler.ts";
import { Names, type Code, type Scope } from "./scope.ts";

/** `list[2]`, `list[-1]`, `list[item > 5]`, `people[age > 18]`. What is no list counts as a list of one. */
export const filter: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const target = compiler.compile(required(children[0]), names);
  const condition = compiler.compile(required(children[2]), new Names(names, ["item"], true));
  return (scope, evaluation) => {
    evaluation.spend(1);
    const value = target(scope, evaluation);
    return select(value === null ? [] : isList(value) ? value : [value], condition, scope, evaluation);
  };
};

/** The first answer of the condition tells whether it is a position or a test. */
function select(list: readonly FeelValue[], condition: Code, scope: Scope, evaluation: Evaluation): FeelValue {
  const ask = (item: FeelValue) => condition({ values: [item], parent: scope }, evaluation);
  const first = ask(list[0] ?? null);
  if (isNumber(first)) return at(list, first);
  const kept: FeelValue[] = [];
  for (const [index, item] of list.entries()) {
    evaluation.spend(1);
    if ((index === 0 ? first : ask(item)) === true) kept.push(item);
  }
  return kept;
}

/** Positions start at 1; negative ones count from the end. */
function at(list: readonly FeelValue[], position: FeelNumber): FeelValue {
  const index = toSafeInteger(position);
  if (index === null || index === 0) return null;
  return list.at(index > 0 ? index - 1 : index) ?? null;
}
