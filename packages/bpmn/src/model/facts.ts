import type { Expression } from "./expression.ts";
import type { Due } from "./due.ts";

/** One name and the FEEL expression that gives it. */
export interface Mapping {
  readonly name: string;
  readonly value: Expression;
}

/** What our extension says of a step; the words are the caller's vocabulary, the interpreter only passes them on. */
export interface StepFacts {
  readonly step?: {
    readonly type: string;
    readonly name?: string;
    readonly closure?: string;
    readonly decision?: string;
  };
  readonly form?: string;
  readonly department?: string;
  /** FEEL whose value is who gets the task (a department, a person); evaluated when the task is created. */
  readonly rule?: Expression;
  readonly due?: Due;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}
