import type { Evaluation } from "../evaluation.ts";
import { isList } from "../values/context.ts";
import { FeelFunction } from "../values/function.ts";
import type { FeelValue } from "../values/value.ts";
import type { BuiltinParameter } from "./parameters.ts";

type AcceptedBy<Parameters extends readonly BuiltinParameter<unknown>[]> = {
  [Index in keyof Parameters]: Parameters[Index] extends BuiltinParameter<infer Accepted> ? Accepted : never;
};

/** One way to call a built-in function. */
export interface Form {
  readonly names: readonly string[];
  readonly required: number;
  /** The last parameter takes all further arguments as a list. */
  readonly variadic: boolean;
  /** The result, or undefined if the arguments are not of the right kinds. */
  readonly run: (args: readonly FeelValue[], evaluation: Evaluation) => FeelValue | undefined;
}

/** A form from its parameters and what it does with them. */
export function form<const Parameters extends readonly BuiltinParameter<unknown>[]>(
  parameters: Parameters,
  body: (args: AcceptedBy<Parameters>, evaluation: Evaluation) => FeelValue,
): Form {
  return {
    names: parameters.map((parameter) => parameter.name),
    required: parameters.filter((parameter) => !parameter.optional).length,
    variadic: false,
    run: (args, evaluation) => {
      const accepted: unknown[] = [];
      for (const [index, parameter] of parameters.entries()) {
        const value = parameter.accept(args[index] ?? null);
        if (value === undefined) return undefined;
        accepted.push(value);
      }
      return body(accepted as AcceptedBy<Parameters>, evaluation);
    },
  };
}

/** A form that takes a list, or the items of it one by one: `max([1, 2])`, `max(1, 2)`. */
export function listForms(body: (items: readonly FeelValue[], evaluation: Evaluation) => FeelValue): Form[] {
  const one: Form = {
    names: ["list"],
    required: 1,
    variadic: false,
    run: ([list = null], evaluation) => {
      if (list === null) return undefined;
      return body(isList(list) ? list : [list], evaluation);
    },
  };
  return [one, { names: ["list"], required: 2, variadic: true, run: body }];
}

/** A built-in function with its forms; the first form that takes the arguments is the one that runs. */
export function builtin(name: string, ...forms: readonly Form[]): FeelFunction {
  const first = forms[0];
  const parameters = (first?.names ?? []).map((parameter) => ({ name: parameter }));
  const positional = (args: readonly FeelValue[], evaluation: Evaluation): FeelValue => {
    spendFor(args, evaluation);
    for (const candidate of forms) {
      if (args.length < candidate.required || (args.length > candidate.names.length && !candidate.variadic)) continue;
      const result = candidate.run(args, evaluation);
      if (result !== undefined) return result;
    }
    return evaluation.warn("arguments", `${name}() cannot take these arguments.`);
  };
  const named = (args: ReadonlyMap<string, FeelValue>, evaluation: Evaluation): FeelValue => {
    spendFor([...args.values()], evaluation);
    for (const candidate of forms) {
      if (![...args.keys()].every((key) => candidate.names.includes(key))) continue;
      if (!candidate.names.slice(0, candidate.required).every((key) => args.has(key))) continue;
      const result = candidate.run(
        candidate.names.map((key) => args.get(key) ?? null),
        evaluation,
      );
      if (result !== undefined) return result;
    }
    return evaluation.warn("arguments", `${name}() cannot take these arguments.`);
  };
  return new FeelFunction(name, parameters, positional, named);
}

/** Work on long lists and long text is paid by length. */
function spendFor(args: readonly FeelValue[], evaluation: Evaluation): void {
  evaluation.spend(4);
  for (const arg of args) {
    if (isList(arg)) evaluation.spend(arg.length);
    else if (typeof arg === "string") evaluation.spend(arg.length >> 5);
  }
}
