import { Evaluation } from "../evaluation.ts";
import type { Code } from "./scope.ts";
import { childrenOf, required, type NodeCompiler } from "./compiler.ts";
import { arithmetic } from "./arithmetic.ts";
import { context, list } from "./collections.ts";
import { comparison } from "./comparison.ts";
import { filter } from "./filter.ts";
import { functionDefinition } from "./functions.ts";
import { invocation } from "./invocation.ts";
import { forExpression, quantified } from "./iteration.ts";
import { atLiteral, booleanLiteral, constant, nullLiteral, numericLiteral, stringLiteral } from "./literals.ts";
import { conditional, conjunction, disjunction } from "./logic.ts";
import { questionMark, variableName } from "./names.ts";
import { path } from "./path.ts";
import { range } from "./ranges.ts";
import { instanceOf } from "./types.ts";
import { positiveUnaryTest, positiveUnaryTests, unaryTests } from "./unary-tests.ts";

const first: NodeCompiler = (node, names, compiler) => compiler.compile(required(childrenOf(node)[0]), names);
const second: NodeCompiler = (node, names, compiler) => compiler.compile(required(childrenOf(node)[1]), names);

/** A literal `@"…"` or a call such as `date(…)`. */
const dateTimeLiteral: NodeCompiler = (node, names, compiler) => {
  const child = required(childrenOf(node)[0]);
  if (child.name === "AtLiteral") return atLiteral(child, names, compiler);
  const code = invocation(node, names, compiler);
  const args = childrenOf(required(childrenOf(node)[2]));
  return args.length === 1 && args[0]?.name === "StringLiteral" ? computedOnce(code) : code;
};

/** `date("2026-01-31")` is always the same; what is null stays as it is, to be warned of when it is asked for. */
function computedOnce(code: Code): Code {
  const value = code({ values: [], parent: null }, new Evaluation());
  return value === null ? code : constant(value);
}

/** How each kind of node of the grammar becomes code. */
export const nodeCompilers: Readonly<Record<string, NodeCompiler>> = {
  Expression: first,
  ParenthesizedExpression: second,
  NumericLiteral: numericLiteral,
  StringLiteral: stringLiteral,
  BooleanLiteral: booleanLiteral,
  null: nullLiteral,
  DateTimeLiteral: dateTimeLiteral,
  VariableName: variableName,
  "?": questionMark,
  ArithmeticExpression: arithmetic,
  Comparison: comparison,
  Conjunction: conjunction,
  Disjunction: disjunction,
  IfExpression: conditional,
  ForExpression: forExpression,
  QuantifiedExpression: quantified,
  InstanceOfExpression: instanceOf,
  PathExpression: path,
  FilterExpression: filter,
  FunctionInvocation: invocation,
  FunctionDefinition: functionDefinition,
  List: list,
  Context: context,
  SimplePositiveUnaryTest: range,
  PositiveUnaryTest: positiveUnaryTest,
  PositiveUnaryTests: positiveUnaryTests,
  UnaryTests: unaryTests,
};
