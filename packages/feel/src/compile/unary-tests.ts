import type { SyntaxNode } from "@lezer/common";
import { equal } from "../values/equal.ts";
import { isList } from "../values/context.ts";
import type { Meter } from "../values/meter.ts";
import { FeelRange, rangeIncludes } from "../values/range.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { comparisonOperator } from "./comparison.ts";
import { constant } from "./literals.ts";
import { resolve } from "./names.ts";
import type { Code, Names } from "./scope.ts";

/** An input entry of a decision table: `-`, tests, or `not(tests)`. */
export const unaryTests: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  if (children[0]?.name === "Wildcard") return constant(true);
  const tests = compiler.compile(required(childNamed(node, "PositiveUnaryTests")), names);
  if (children[0]?.name !== "not") return tests;
  return (scope, evaluation) => {
    const result = tests(scope, evaluation);
    return typeof result === "boolean" ? !result : null;
  };
};

/** True if one of the tests is. */
export const positiveUnaryTests: NodeCompiler = (node, names, compiler) => {
  const tests = childrenOf(node).map((child) => compiler.compile(child, names));
  return (scope, evaluation) => {
    let unsure = false;
    for (const test of tests) {
      const result = test(scope, evaluation);
      if (result === true) return true;
      if (result === null) unsure = true;
    }
    return unsure ? null : false;
  };
};

/** One test of the value `?`: a comparison, a range, a value to equal, or any condition about `?`. */
export const positiveUnaryTest: NodeCompiler = (node, names, compiler) => {
  const inner = required(childrenOf(node)[0]);
  const tested = resolve("?", names, compiler) ?? compiler.problem("unknown_name", "There is no value to test.", node);
  if (inner.name === "SimplePositiveUnaryTest") return simpleTest(inner, tested, names, compiler);
  const code = compiler.compile(inner, names);
  if (mentionsTested(inner)) return (scope, evaluation) => code(scope, evaluation) === true;
  return (scope, evaluation) => {
    const wanted = code(scope, evaluation);
    return matches(tested(scope, evaluation), wanted, evaluation);
  };
};

function simpleTest(node: SyntaxNode, tested: Code, names: Names, compiler: Compiler): Code {
  const children = childrenOf(node);
  if (children.length === 1) {
    const range = compiler.compile(node, names);
    return (scope, evaluation) => {
      evaluation.spend(1);
      const value = range(scope, evaluation);
      return value instanceof FeelRange ? rangeIncludes(value, tested(scope, evaluation)) : null;
    };
  }
  const test = comparisonOperator(compiler.text(required(children[0])));
  const operand = compiler.compile(required(children[1]), names);
  return (scope, evaluation) => {
    evaluation.spend(1);
    return test(tested(scope, evaluation), operand(scope, evaluation), evaluation);
  };
}

/** A value alone: a range has the tested value, a list has it, or it is equal. */
function matches(tested: FeelValue, wanted: FeelValue, meter: Meter): boolean | null {
  meter.spend(1);
  if (wanted instanceof FeelRange && !(tested instanceof FeelRange)) return rangeIncludes(wanted, tested);
  if (isList(wanted)) {
    if (isList(tested) && equal(tested, wanted, meter) === true) return true;
    return wanted.some((item) => (isList(item) ? equal(tested, item, meter) : matches(tested, item, meter)) === true);
  }
  return equal(tested, wanted, meter);
}

/** Whether the expression speaks of `?` itself; a nested `in` has a `?` of its own. */
function mentionsTested(node: SyntaxNode): boolean {
  if (node.name === "?") return true;
  return childrenOf(node).some(mentionsTested);
}
