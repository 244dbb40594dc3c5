import type { Variables } from "../model/expression.ts";
import type { BoundaryEvent } from "../model/node.ts";
import { nodeOf } from "../model/process-model.ts";
import { completeToken, outputsOf } from "./complete.ts";
import { after } from "./due-at.ts";
import { leave } from "./leave.ts";
import { takeOver } from "./mappings.ts";
import { nextId, note, type Run } from "./run.ts";
import { containerOfScope, scopeOf } from "./scopes.ts";
import type { Subscription, Token } from "./state.ts";
import { consume, unsubscribe } from "./subscriptions.ts";
import { interrupt } from "./throw-error.ts";
import { findToken, nodeAt, removeToken, send } from "./tokens.ts";

/** Something waited for has come. */
export function fire(run: Run, subscription: Subscription, variables: Variables): void {
  const token = findToken(run, subscription.token);
  if (!token) throw new Error(`subscription ${subscription.id} belongs to no token`);
  const node = nodeOf(containerOfScope(run, scopeOf(run, token.scope)), subscription.element);
  if (node.kind === "boundary") return atEdge(run, subscription, token, node, variables);
  consume(run, subscription);
  if (node.id === token.element) return completeToken(run, token, variables);
  behindGateway(run, token, node.id, variables);
}

function atEdge(run: Run, subscription: Subscription, token: Token, event: BoundaryEvent, variables: Variables): void {
  takeOver(run, token.scope, variables, event.outputs);
  if (event.interrupting) {
    consume(run, subscription);
    return interrupt(run, token, event.id);
  }
  if (subscription.to.type === "timer") repeatTimer(run, subscription, event);
  send(run, { scope: token.scope, element: event.id });
}

/** A timer that does not interrupt rings once, or as often as its cycle says; each time has an id of its own. */
function repeatTimer(run: Run, subscription: Subscription, event: BoundaryEvent): void {
  consume(run, subscription);
  const { to } = subscription;
  if (to.type !== "timer" || to.repeat === undefined || to.repeat === 1 || to.repeat === 0 || !("at" in to.due)) return;
  if (event.trigger.type !== "timer" || event.trigger.due.type !== "fixed") return;
  const due = { at: after(to.due.at, event.trigger.due.text), expression: to.due.expression };
  const next: Subscription = { ...subscription, id: nextId(run), to: { type: "timer", due, repeat: to.repeat - 1 } };
  run.state.subscriptions.push(next);
  run.commands.push({ type: "set-timer", subscription: next.id, element: next.element, due });
}

/** The event that came first takes over the gateway's token; the others are forgotten. */
function behindGateway(run: Run, gateway: Token, element: string, variables: Variables): void {
  unsubscribe(run, gateway.id);
  removeToken(run, gateway.id);
  note(run, "left", gateway);
  const token = { id: nextId(run), scope: gateway.scope, element };
  note(run, "entered", token);
  const node = nodeAt(run, token);
  takeOver(run, token.scope, variables, outputsOf(node));
  leave(run, token, node);
}
