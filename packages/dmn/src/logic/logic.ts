import type { Evaluation, FeelContext, FeelType, FeelValue } from "@allmende/feel";
import type { DmnProblemCode } from "../problem.ts";
import type { Element } from "../xml/element.ts";

/** The rules of a decision table that applied: the reason of the result. */
export interface Matched {
  /** The name of the decision or of the business knowledge model that holds the table. */
  readonly decision: string;
  readonly ruleIds: readonly string[];
}

/** One request for a decision: the steps that it may take, and what it tells about its reasons. */
export interface Run {
  readonly evaluation: Evaluation;
  readonly matched: Matched[];
  /** Input data that was asked for, by name. */
  readonly read: Map<string, FeelValue>;
}

/** A compiled boxed expression. */
export type Logic = (values: FeelContext, run: Run) => FeelValue;

/** What the compiler of one boxed expression may ask of the whole. */
export interface Workbench {
  /** The decision or knowledge model at work, for the reasons. */
  readonly owner: string;
  logic(element: Element | undefined, names: readonly string[], at: Element): Logic;
  feel(source: string, names: readonly string[], at: Element): Logic;
  /** Input entries; they test the value `?`. */
  tests(source: string, names: readonly string[], at: Element): Logic;
  type(reference: string | undefined, at: Element): FeelType;
  problem(code: DmnProblemCode, at: Element, message: string): Logic;
}

export type LogicCompiler = (element: Element, names: readonly string[], bench: Workbench) => Logic;

export const NOTHING: Logic = () => null;

/** The values with more names; names that are there already are hidden. */
export function extend(values: FeelContext, more: Iterable<readonly [string, FeelValue]>): Record<string, FeelValue> {
  const extended: Record<string, FeelValue> = Object.create(null);
  for (const name of Object.keys(values)) extended[name] = values[name] ?? null;
  for (const [name, value] of more) extended[name] = value;
  return extended;
}
