import type { Json, Variables } from "../model/expression.ts";
import type { Mapping } from "../model/facts.ts";
import { Refused, type Run } from "./run.ts";
import { assign, variablesIn } from "./scopes.ts";

/** The values of a list of mappings, each seeing the given variables. */
export function evaluateAll(
  mappings: readonly Mapping[],
  variables: Variables,
  at: string,
): { ok: true; values: Variables } | { ok: false; why: string } {
  const values: [string, Json][] = [];
  for (const { name, value } of mappings) {
    const result = value.evaluate(variables, at);
    if (!result.ok) return { ok: false, why: `${name}: ${result.why}` };
    values.push([name, result.value]);
  }
  return { ok: true, values: Object.fromEntries(values) };
}

/** Takes over what an event brings: all of it, or what the element's outputs make of it. Too much is refused, nothing is kept. */
export function takeOver(run: Run, scope: number, brought: Variables, outputs: readonly Mapping[]): void {
  const made =
    outputs.length === 0
      ? { ok: true as const, values: brought }
      : evaluateAll(outputs, { ...variablesIn(run, scope), ...brought }, run.at);
  if (!made.ok) throw new Refused("expression-failed", made.why);
  if (Object.keys(made.values).length > 0 && !assign(run, scope, made.values)) {
    throw new Refused("variables-too-large", "the variables would exceed 32 kB");
  }
}
