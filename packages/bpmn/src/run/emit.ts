import type { Thrown } from "../model/node.ts";
import type { Trouble } from "./incident.ts";
import { evaluateAll } from "./mappings.ts";
import type { Move, Run } from "./run.ts";
import { variablesIn } from "./scopes.ts";
import { keyOf } from "./subscriptions.ts";

/** Sends a message or broadcasts a signal; the caller delivers it, also to this process itself. */
export function emit(run: Run, token: Move, thrown: Thrown): Trouble | undefined {
  const variables = variablesIn(run, token.scope);
  const inputs = evaluateAll(thrown.inputs, variables, run.at);
  if (!inputs.ok) return { code: "expression-failed", detail: inputs.why };
  const { element } = token;
  if (thrown.type === "signal") {
    run.commands.push({ type: "throw-signal", element, name: thrown.name, variables: inputs.values });
    return undefined;
  }
  const key = keyOf(thrown.key, variables, run.at);
  if (!key.ok) return { code: "expression-failed", detail: key.why };
  const keyed = key.key === undefined ? {} : { key: key.key };
  run.commands.push({ type: "send-message", element, name: thrown.name, ...keyed, variables: inputs.values });
  return undefined;
}
