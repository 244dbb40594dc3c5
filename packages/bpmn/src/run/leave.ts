import type { Node } from "../model/node.ts";
import { chooseFlows, type Choice } from "./flows.ts";
import { raise } from "./incident.ts";
import { note, Refused, type Move, type Run } from "./run.ts";
import { unsubscribe } from "./subscriptions.ts";
import { isInstance, removeToken, send } from "./tokens.ts";

/** The element is done: its token goes on by the flows that fit, or stays with an incident when none can be told. */
export function leave(run: Run, token: Move, node: Node, byFlow?: string): void {
  const choice = isInstance(run, token)
    ? nothing
    : byFlow === undefined
      ? chooseFlows(run, node, token)
      : named(node, byFlow);
  if (!choice.ok) return raise(run, token, choice.trouble);
  removeToken(run, token.id);
  unsubscribe(run, token.id);
  note(run, "left", token);
  for (const { flow, why } of choice.chosen) {
    if (why || flow.id === node.defaultFlow) note(run, "taken", { id: token.id, element: flow.id }, why);
    send(run, { scope: token.scope, element: flow.to, via: flow.id });
  }
  if (choice.chosen.length === 0) run.emptied.push(token.scope);
}

const nothing: Choice = { ok: true, chosen: [] };

function named(node: Node, id: string): Choice {
  const flow = node.outgoing.find((one) => one.id === id);
  if (!flow) throw new Refused("no-such-flow", `${id} does not leave ${node.id}`);
  return { ok: true, chosen: [{ flow }] };
}
