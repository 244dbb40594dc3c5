import { normalizeName } from "../parse/grammar.ts";
import { FeelFunction, type Parameter } from "../values/function.ts";
import { coerce } from "../values/coerce.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { plainName } from "./names.ts";
import { Names } from "./scope.ts";
import { typeOf } from "./types.ts";

/** `function(x: number, y) x + y`: a closure over the names around it. */
export const functionDefinition: NodeCompiler = (node, names, compiler) => {
  if (childNamed(node, "external"))
    return compiler.problem("external_function", "Functions outside of FEEL are not called.", node);
  const parameters = formalParameters(node, compiler);
  const inner = new Names(
    names,
    parameters.map((parameter) => normalizeName(parameter.name)),
  );
  const body = compiler.compile(required(childrenOf(required(childNamed(node, "FunctionBody")))[0]), inner);
  return (scope, evaluation) => {
    evaluation.spend(1);
    return new FeelFunction("", parameters, (args, caller) => {
      if (args.length !== parameters.length)
        return caller.warn("arguments", `The function takes ${parameters.length} parameters.`);
      const values: FeelValue[] = [];
      for (const [index, parameter] of parameters.entries()) {
        const given = args[index] ?? null;
        const value = parameter.type ? coerce(given, parameter.type, caller) : given;
        if (value === null && given !== null)
          return caller.warn("arguments", `"${parameter.name}" is not of the declared type.`);
        values.push(value);
      }
      return body({ values, parent: scope }, caller);
    });
  };
};

function formalParameters(node: Parameters<NodeCompiler>[0], compiler: Compiler): Parameter[] {
  return childrenOf(required(childNamed(node, "FormalParameters"))).map((parameter) => {
    const type = childNamed(parameter, "Type");
    return {
      name: plainName(compiler.text(required(childNamed(parameter, "ParameterName")))),
      ...(type ? { type: typeOf(type, compiler) } : {}),
    };
  });
}
