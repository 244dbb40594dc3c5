import type { Gateway, Node } from "../model/node.ts";
import type { Trigger } from "../model/trigger.ts";
import { nodeOf } from "../model/process-model.ts";
import { raise } from "../run/incident.ts";
import type { Move, Run } from "../run/run.ts";
import { containerOfScope, scopeOf, variablesIn } from "../run/scopes.ts";
import { subscribe, unsubscribe } from "../run/subscriptions.ts";
import { settle } from "../run/tokens.ts";

/** Waits for all events behind it; the first one decides and the others are forgotten. */
export function enterEventGateway(run: Run, move: Move, node: Gateway): void {
  const container = containerOfScope(run, scopeOf(run, move.scope));
  const variables = variablesIn(run, move.scope);
  for (const flow of node.outgoing) {
    const trigger = triggerOf(nodeOf(container, flow.to));
    const trouble = trigger && subscribe(run, move.id, { element: flow.to, trigger }, variables);
    if (trouble) {
      unsubscribe(run, move.id);
      return raise(run, move, trouble);
    }
  }
  settle(run, move, { for: "event" });
}

function triggerOf(node: Node): Trigger | undefined {
  return node.kind === "catch" || node.kind === "receive-task" ? node.trigger : undefined;
}
