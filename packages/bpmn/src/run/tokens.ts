import { nodeOf } from "../model/process-model.ts";
import type { Node } from "../model/node.ts";
import { nextId, type Move, type Run } from "./run.ts";
import { containerOfScope, scopeOf } from "./scopes.ts";
import type { Token, Wait } from "./state.ts";

/** Sends a new token into an element and tells its id. */
export function send(run: Run, to: { scope: number; element: string; via?: string }): number {
  const id = nextId(run);
  run.moving.push({ id, ...to });
  return id;
}

/** The moving token waits here. */
export function settle(run: Run, { id, scope, element, via }: Move, wait: Wait): void {
  // Only joins ask by which flow it came, and only a retry may send it to one again.
  const asked = wait.for === "join" || wait.for === "incident";
  run.state.tokens.push({ id, scope, element, wait, ...(asked && via !== undefined && { via }) });
}

/** Another wait for a token that waits already. */
export function rewait(run: Run, token: Token, wait: Wait): Token {
  const changed = { ...token, wait };
  run.state.tokens = run.state.tokens.map((one) => (one.id === token.id ? changed : one));
  return changed;
}

export function findToken(run: Run, id: number): Token | undefined {
  return run.state.tokens.find((token) => token.id === id);
}

export function removeToken(run: Run, id: number): void {
  run.state.tokens = run.state.tokens.filter((token) => token.id !== id);
}

export function tokensIn(run: Run, scope: number): readonly Token[] {
  return run.state.tokens.filter((token) => token.scope === scope);
}

export function nodeAt(run: Run, token: Move): Node {
  return nodeOf(containerOfScope(run, scopeOf(run, token.scope)), token.element);
}

/** Inside a multi-instance the activity itself runs bare: no boundary events, no flows. */
export function isInstance(run: Run, token: Move): boolean {
  return scopeOf(run, token.scope).kind === "instance";
}
