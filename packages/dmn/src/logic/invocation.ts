import { FeelFunction } from "@allmende/feel";
import type { LogicCompiler } from "./logic.ts";

/** A boxed invocation: calls a function with its parameters bound by name. */
export const invocation: LogicCompiler = (element, names, bench) => {
  const called = bench.logic(element.child("calledFunction"), names, element);
  const bindings = new Map(
    element
      .children("binding")
      .map((binding) => [
        binding.child("parameter")?.name ?? "",
        bench.logic(binding.child("bindingFormula"), names, element),
      ]),
  );
  return (values, run) => {
    const target = called(values, run);
    if (!(target instanceof FeelFunction)) return run.evaluation.warn("no_function", "What is invoked is no function.");
    const parameters = target.parameters.map((parameter) => parameter.name);
    for (const name of bindings.keys())
      if (!parameters.includes(name))
        return run.evaluation.warn("no_parameter", `The function has no parameter "${name}".`);
    const args = parameters.map((name) => bindings.get(name)?.(values, run) ?? null);
    return run.evaluation.call(() => target.invoke(args, run.evaluation));
  };
};
