import { contextOf, type FeelValue } from "@allmende/feel";
import type { Logic } from "./logic.ts";

/** An output column of a decision table. */
export interface Output {
  readonly name: string;
  readonly default: Logic | null;
  /** The values in order of priority, if the table tells them. */
  readonly ranking: Logic | null;
  readonly allows: Logic | null;
}

/** One value for one output, a context for several. */
export function resultOf(outputs: readonly Output[], values: readonly FeelValue[]): FeelValue {
  if (outputs.length === 1) return values[0] ?? null;
  return contextOf(outputs.map((output, index) => [output.name, values[index] ?? null]));
}
