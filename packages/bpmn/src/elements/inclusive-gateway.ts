import type { Gateway } from "../model/node.ts";
import { reachableFlows } from "../model/reach.ts";
import { leave } from "../run/leave.ts";
import { note, type Move, type Run } from "../run/run.ts";
import { containerOfScope, scopeOf } from "../run/scopes.ts";
import type { Token } from "../run/state.ts";
import { nodeAt, removeToken, settle, tokensIn } from "../run/tokens.ts";

/** A join waits; whether it may fire is asked when all else stands still, since every move may bring another token. */
export function enterInclusiveGateway(run: Run, move: Move, node: Gateway): void {
  if (node.incoming.length > 1) return settle(run, move, { for: "join" });
  note(run, "entered", move);
  leave(run, move, node);
}

/** Fires one inclusive join that waits for nobody any more; true when there was one. */
export function fireInclusiveJoin(run: Run): boolean {
  for (const token of run.state.tokens) {
    if (token.wait.for !== "join") continue;
    const node = nodeAt(run, token);
    if (node.kind !== "inclusive") continue;
    const waiting = tokensIn(run, token.scope).filter((one) => one.element === node.id && one.wait.for === "join");
    if (isAwaited(run, token.scope, node, waiting)) continue;
    const firsts = node.incoming
      .map((flow) => waiting.find((one) => one.via === flow.id))
      .filter((one) => one !== undefined);
    for (const one of firsts) removeToken(run, one.id);
    note(run, "entered", token);
    leave(run, token, node);
    return true;
  }
  return false;
}

/**
 * BPMN 2.0.2, 13.4.3: the join waits for a token elsewhere that can reach an empty incoming flow without passing the gateway,
 * unless the same token can also reach a flow where one waits already.
 */
function isAwaited(run: Run, scope: number, node: Gateway, waiting: readonly Token[]): boolean {
  const filled = new Set(waiting.map((token) => token.via));
  const container = containerOfScope(run, scopeOf(run, scope));
  return tokensIn(run, scope).some((token) => {
    if (token.element === node.id) return false;
    const reached = reachableFlows(container, token.element, node.id);
    const [old, fresh] = [reached.some((flow) => filled.has(flow)), reached.some((flow) => !filled.has(flow))];
    return fresh && !old;
  });
}
