import type { SyntaxNode } from "@lezer/common";
import type { Evaluation } from "../evaluation.ts";
import { normalizeName } from "../parse/grammar.ts";
import { isList } from "../values/context.ts";
import { dateFromEpochDay, FeelDate } from "../values/date.ts";
import { integer, isNumber, toSafeInteger } from "../values/number.ts";
import { FeelRange } from "../values/range.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { truth } from "./logic.ts";
import { Names, type Code, type Scope } from "./scope.ts";

type Source = (scope: Scope, evaluation: Evaluation) => Iterable<FeelValue> | null;
type Visit = (scope: Scope) => boolean;

/** `for x in list, y in 1..x return …`; `partial` is what has been returned so far. */
export const forExpression: NodeCompiler = (node, names, compiler) => {
  const partial = new Names(names, ["partial"]);
  const loop = iterate(required(childNamed(node, "InExpressions")), partial, compiler);
  const body = compiler.compile(required(childrenOf(node).at(-1)), loop.names);
  return (scope, evaluation) => {
    const results: FeelValue[] = [];
    const outer: Scope = { values: [results], parent: scope };
    const complete = loop.run(outer, evaluation, (inner) => {
      if (partial.used) {
        // A copy: the body may return it, and a list must not come to hold itself.
        evaluation.spend(results.length >> 5);
        outer.values[0] = results.slice();
      }
      results.push(body(inner, evaluation));
      return true;
    });
    return complete ? results : evaluation.warn("not_a_list", "The for has no list to go through.");
  };
};

/** `some … satisfies …` is an `or` over all, `every … satisfies …` an `and`. */
export const quantified: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const decisive = children[0]?.name === "some";
  const loop = iterate(required(childNamed(node, "InExpressions")), names, compiler);
  const condition = compiler.compile(required(children.at(-1)), loop.names);
  return (scope, evaluation) => {
    let result: boolean | null = !decisive;
    const complete = loop.run(scope, evaluation, (inner) => {
      const answer = truth(condition(inner, evaluation));
      if (answer === decisive) result = decisive;
      else if (answer === null) result = null;
      return result !== decisive || answer !== decisive;
    });
    return complete ? result : evaluation.warn("not_a_list", "There is no list to go through.");
  };
};

/** Nested loops, one scope each; `run` is false if something to go through is no list. */
function iterate(node: SyntaxNode, names: Names, compiler: Compiler) {
  const levels: Source[] = [];
  let inner = names;
  for (const child of childrenOf(node)) {
    levels.push(source(required(childNamed(child, "IterationContext")), inner, compiler));
    const name = normalizeName(compiler.text(required(childNamed(child, "Name"))));
    inner = new Names(inner, [name]);
  }
  const run = (scope: Scope, evaluation: Evaluation, visit: Visit): boolean => {
    let ok = true;
    const descend = (level: number, outer: Scope): boolean => {
      const next = levels[level];
      if (!next) return visit(outer);
      const values = next(outer, evaluation);
      if (!values) return (ok = false);
      for (const value of values) {
        evaluation.spend(5);
        if (!descend(level + 1, { values: [value], parent: outer })) return false;
      }
      return true;
    };
    descend(0, scope);
    return ok;
  };
  return { names: inner, run };
}

function source(node: SyntaxNode, names: Names, compiler: Compiler): Source {
  const children = childrenOf(node);
  const from: Code = compiler.compile(required(children[0]), names);
  const to = children[2] && compiler.compile(children[2], names);
  if (to) return (scope, evaluation) => count(from(scope, evaluation), to(scope, evaluation));
  return (scope, evaluation) => itemsOf(from(scope, evaluation));
}

/** What a loop goes through: a list, a range of whole numbers or days, one item; null where there is nothing to go through. */
export function itemsOf(value: FeelValue): Iterable<FeelValue> | null {
  if (value instanceof FeelRange) return countRange(value);
  return value === null || isList(value) ? value : [value];
}

function countRange(range: FeelRange): Iterable<FeelValue> | null {
  const values = count(range.start, range.end);
  if (!values) return null;
  return (function* () {
    for (const value of values) {
      if (!range.startIncluded && same(value, range.start)) continue;
      if (!range.endIncluded && same(value, range.end)) continue;
      yield value;
    }
  })();
}

function same(left: FeelValue, right: FeelValue): boolean {
  if (isNumber(left)) return isNumber(right) && left.eq(right);
  return left instanceof FeelDate && right instanceof FeelDate && left.epochDay === right.epochDay;
}

/** Whole numbers or days, up or down, made one at a time so that a huge range costs only what is used. */
function count(from: FeelValue, to: FeelValue): Iterable<FeelValue> | null {
  if (isNumber(from) && isNumber(to)) {
    const [start, end] = [toSafeInteger(from), toSafeInteger(to)];
    return start === null || end === null ? null : steps(start, end, integer);
  }
  if (from instanceof FeelDate && to instanceof FeelDate) return steps(from.epochDay, to.epochDay, dateFromEpochDay);
  return null;
}

function* steps(start: number, end: number, make: (value: number) => FeelValue): Iterable<FeelValue> {
  if (start <= end) for (let value = start; value <= end; value++) yield make(value);
  else for (let value = start; value >= end; value--) yield make(value);
}
