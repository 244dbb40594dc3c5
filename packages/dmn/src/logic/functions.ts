import { coerce, FeelFunction, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Element } from "../xml/element.ts";
import { extend, type Logic, type LogicCompiler, type Run, type Workbench } from "./logic.ts";
import { typed } from "./typed.ts";

/** A boxed function: a closure over the values around it. */
export const functionDefinition: LogicCompiler = (element, names, bench) => {
  const make = functionMaker(element, names, bench, "");
  return (values, run) => make(values, run);
};

export type FunctionMaker = (values: FeelContext, run: Run) => FeelFunction;

export function functionMaker(
  element: Element,
  names: readonly string[],
  bench: Workbench,
  name: string,
  resultType?: string,
): FunctionMaker {
  const kind = element.text("kind") ?? "FEEL";
  if (kind !== "FEEL") bench.problem("unsupported", element, `Functions of the kind ${kind} are not called.`);
  const parameters = element
    .children("formalParameter")
    .map((parameter) => ({ name: parameter.name, type: bench.type(parameter.text("typeRef"), parameter) }));
  const body: Logic =
    kind === "FEEL"
      ? bench.logic(element.child("body"), [...names, ...parameters.map((parameter) => parameter.name)], element)
      : () => null;
  const result = typed(body, bench.type(resultType ?? element.child("body")?.text("typeRef"), element), name);
  return (values, run) =>
    new FeelFunction(name, parameters, (args, evaluation) => {
      if (args.length !== parameters.length)
        return evaluation.warn("arguments", `"${name}" takes ${parameters.length} parameters.`);
      const given: [string, FeelValue][] = [];
      for (const [index, parameter] of parameters.entries()) {
        const arg = args[index] ?? null;
        const value = coerce(arg, parameter.type);
        if (value === null && arg !== null)
          return evaluation.warn("arguments", `"${parameter.name}" is not of the declared type.`);
        given.push([parameter.name, value]);
      }
      return result(extend(values, given), run);
    });
}
