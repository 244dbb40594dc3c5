import type { SyntaxNode } from "@lezer/common";
import type { Evaluation } from "../evaluation.ts";
import { findBuiltin } from "../builtins/all.ts";
import { FeelFunction } from "../values/function.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { constant, unquote } from "./literals.ts";
import { brief, plainName, resolve } from "./names.ts";
import type { Code, Names } from "./scope.ts";

/** `f(1, 2)` and `f(a: 1, b: 2)`. Calling what is no function is null. */
export const invocation: NodeCompiler = (node, names, compiler) => {
  const called = required(childrenOf(node)[0]);
  const target = calledFunction(called, names, compiler);
  const named = childNamed(node, "NamedParameters");
  if (named) return namedCall(target, named, names, compiler);
  const args = childrenOf(required(childNamed(node, "PositionalParameters"))).map((arg) =>
    compiler.compile(arg, names),
  );
  return (scope, evaluation) => {
    const given = target(scope, evaluation);
    if (!(given instanceof FeelFunction)) return evaluation.warn("no_function", "What is called is no function.");
    const values = args.map((arg) => arg(scope, evaluation));
    return evaluation.call(() => given.invoke(values, evaluation));
  };
};

function calledFunction(node: SyntaxNode, names: Names, compiler: Compiler): Code {
  if (node.name === "DateTimeConstructor" || node.name === "SpecialFunctionName") {
    const builtin = findBuiltin(plainName(compiler.text(node)));
    if (builtin) return constant(builtin);
  }
  if (node.name !== "VariableName") return compiler.compile(node, names);
  const name = plainName(compiler.text(node));
  return (
    resolve(name, names, compiler) ?? compiler.problem("unknown_name", `No function is called "${brief(name)}".`, node)
  );
}

function namedCall(target: Code, node: SyntaxNode, names: Names, compiler: Compiler): Code {
  const args = childrenOf(node).map((child) => {
    const name = required(childNamed(child, "ParameterName"));
    const text = compiler.text(name);
    return {
      name: text.startsWith('"') ? unquote(text) : plainName(text),
      code: compiler.compile(required(childrenOf(child).at(-1)), names),
    };
  });
  return (scope, evaluation) => {
    const given = target(scope, evaluation);
    if (!(given instanceof FeelFunction)) return evaluation.warn("no_function", "What is called is no function.");
    const values = new Map(args.map(({ name, code }) => [name, code(scope, evaluation)] as const));
    return evaluation.call(() => callNamed(given, values, evaluation));
  };
}

/** A name that the function does not have makes the call null. */
function callNamed(given: FeelFunction, values: ReadonlyMap<string, FeelValue>, evaluation: Evaluation): FeelValue {
  if (given.invokeNamed) return given.invokeNamed(values, evaluation);
  const parameters = given.parameters.map((parameter) => parameter.name);
  for (const name of values.keys())
    if (!parameters.includes(name)) return evaluation.warn("no_parameter", `The function has no parameter "${name}".`);
  if (values.size !== parameters.length) return evaluation.warn("arguments", "The function needs other parameters.");
  return given.invoke(
    parameters.map((name) => values.get(name) ?? null),
    evaluation,
  );
}
