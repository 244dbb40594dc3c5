import { isActivity, type Node } from "../model/node.ts";
import { containerOf, nodeOf } from "../model/process-model.ts";
import type { Trigger } from "../model/trigger.ts";
import type { Run } from "../run/run.ts";
import { scopeOf, variablesIn } from "../run/scopes.ts";
import type { Subscription, Token } from "../run/state.ts";
import { subscribe, unsubscribe } from "../run/subscriptions.ts";
import { isInstance } from "../run/tokens.ts";
import type { Reason } from "../xml/document.ts";

/** For each token the events at its edge that the old version had, under their new ids. */
export type KnownEdges = ReadonlyMap<number, ReadonlySet<string>>;

/** Brings the subscriptions of every token in line with the new version: gone ones are called off, new ones begin now. */
export function watchAnew(run: Run, known: KnownEdges): readonly Reason[] {
  return run.state.tokens.flatMap((token) => {
    const wanted = isInstance(run, token) ? [] : eventsOf(run, token);
    const had = run.state.subscriptions.filter((one) => one.token === token.id);
    for (const one of had) if (!wanted.some((event) => isSame(event, one))) unsubscribe(run, token.id, one.id);
    // A timer the old version had and that is not waited for any more has rung; it must not ring again.
    const hasRung = (event: Awaited) =>
      event.trigger.type === "timer" && known.get(token.id)?.has(event.element) === true;
    const fresh = wanted.filter((event) => !had.some((one) => isSame(event, one)) && !hasRung(event));
    const missing = token.wait.for === "incident" ? [] : fresh;
    return missing.flatMap((event) => {
      const trouble = subscribe(run, token.id, event, variablesIn(run, token.scope));
      return trouble ? [{ element: event.element, why: trouble.detail ?? trouble.code }] : [];
    });
  });
}

interface Awaited {
  readonly element: string;
  readonly trigger: Trigger;
}

/** What a token at this element waits for in the new version. */
function eventsOf(run: Run, token: Token): readonly Awaited[] {
  const scope = scopeOf(run, token.scope);
  const container = containerOf(run.model, scope.process, scope.container);
  if (!container) return [];
  const node = nodeOf(container, token.element);
  const events = node.kind === "event-based" ? node.outgoing.map((flow) => nodeOf(container, flow.to)) : [node];
  const edges: readonly Node[] = isActivity(node) ? node.boundary : [];
  return [...events, ...edges].flatMap((one) => {
    const trigger = "trigger" in one ? one.trigger : undefined;
    return trigger && trigger.type !== "error" ? [{ element: one.id, trigger }] : [];
  });
}

/** A timer keeps its instant even if its expression has changed; a message or signal of another name is another one. */
function isSame({ element, trigger }: Awaited, { element: had, to }: Subscription): boolean {
  if (element !== had || trigger.type !== to.type) return false;
  return trigger.type === "timer" || (to.type !== "timer" && trigger.name === to.name);
}
