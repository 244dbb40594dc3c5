import type { Evaluation } from "../evaluation.ts";
import type { FeelType } from "./type.ts";
import type { FeelValue } from "./value.ts";

export interface Parameter {
  readonly name: string;
  readonly type?: FeelType;
}

type Invoke = (args: readonly FeelValue[], evaluation: Evaluation) => FeelValue;
type InvokeNamed = (args: ReadonlyMap<string, FeelValue>, evaluation: Evaluation) => FeelValue;

/** A function as a value: written in FEEL, given by the caller, or built in. */
export class FeelFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly invoke: Invoke;
  /** Only where names choose between several forms of a function; else the order of the parameters tells all. */
  readonly invokeNamed: InvokeNamed | undefined;

  constructor(name: string, parameters: readonly Parameter[], invoke: Invoke, invokeNamed?: InvokeNamed) {
    this.name = name;
    this.parameters = parameters;
    this.invoke = invoke;
    this.invokeNamed = invokeNamed;
  }
}
