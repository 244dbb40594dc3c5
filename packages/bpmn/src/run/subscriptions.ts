import type { Expression, Variables } from "../model/expression.ts";
import type { Trigger } from "../model/trigger.ts";
import type { Command } from "./command.ts";
import { dueAt } from "./due-at.ts";
import type { Trouble } from "./incident.ts";
import { nextId, type Run } from "./run.ts";
import type { Subscription } from "./state.ts";

/** Begins to wait for something; trouble when an expression does not say for what. */
export function subscribe(
  run: Run,
  token: number,
  event: { element: string; trigger: Trigger },
  variables: Variables,
): Trouble | undefined {
  const to = target(event.trigger, variables, run.at);
  if ("code" in to) return to;
  const subscription: Subscription = { id: nextId(run), token, element: event.element, to };
  run.state.subscriptions.push(subscription);
  run.commands.push(announcement(subscription));
  return undefined;
}

/** Ends the waiting of a token, all of it or one subscription. */
export function unsubscribe(run: Run, token: number, only?: number): void {
  const ends = (one: Subscription) => one.token === token && (only === undefined || one.id === only);
  for (const one of run.state.subscriptions.filter(ends)) run.commands.push(revocation(one));
  run.state.subscriptions = run.state.subscriptions.filter((one) => !ends(one));
}

/** The events at the edge of an activity outlive its retry under a new token. */
export function keepWatching(run: Run, before: number, now: number): void {
  run.state.subscriptions = run.state.subscriptions.map((one) => (one.token === before ? { ...one, token: now } : one));
}

/** The subscription came true; nobody needs to be told that it ended. */
export function consume(run: Run, subscription: Subscription): void {
  run.state.subscriptions = run.state.subscriptions.filter((one) => one.id !== subscription.id);
}

/** A correlation key as text; undefined when there is none. */
export function keyOf(
  expression: Expression | undefined,
  variables: Variables,
  at: string,
): { ok: true; key?: string } | { ok: false; why: string } {
  if (!expression) return { ok: true };
  const result = expression.evaluate(variables, at);
  if (!result.ok) return result;
  if (result.value === null) return { ok: false, why: `${expression.source} is null` };
  return { ok: true, key: typeof result.value === "string" ? result.value : JSON.stringify(result.value) };
}

function target(trigger: Trigger, variables: Variables, at: string): Subscription["to"] | Trouble {
  switch (trigger.type) {
    case "timer": {
      const due = dueAt(trigger.due, variables, at);
      if (!due.ok || !due.due)
        return { code: "expression-failed", detail: due.ok ? "the timer's expression is null" : due.why };
      return { type: "timer", due: due.due, ...(trigger.repeat !== undefined && { repeat: trigger.repeat }) };
    }
    case "message": {
      const key = keyOf(trigger.key, variables, at);
      if (!key.ok) return { code: "expression-failed", detail: key.why };
      return { type: "message", name: trigger.name, ...(key.key !== undefined && { key: key.key }) };
    }
    case "signal":
      return { type: "signal", name: trigger.name };
  }
}

function announcement({ id, element, to }: Subscription): Command {
  switch (to.type) {
    case "timer":
      return { type: "set-timer", subscription: id, element, due: to.due };
    case "message":
      return {
        type: "await-message",
        subscription: id,
        element,
        name: to.name,
        ...(to.key !== undefined && { key: to.key }),
      };
    case "signal":
      return { type: "await-signal", subscription: id, element, name: to.name };
  }
}

function revocation({ id, element, to }: Subscription): Command {
  const types = { timer: "cancel-timer", message: "forget-message", signal: "forget-signal" } as const;
  return { type: types[to.type], subscription: id, element };
}
