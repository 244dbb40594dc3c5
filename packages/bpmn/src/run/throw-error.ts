import { isActivity, type BoundaryEvent } from "../model/node.ts";
import { cancelToken } from "./cancel.ts";
import type { Run } from "./run.ts";
import { scopeOf } from "./scopes.ts";
import type { Token } from "./state.ts";
import { findToken, isInstance, nodeAt, send } from "./tokens.ts";

/** Lets an error climb from a scope outwards; true when a boundary event caught it. The nearest activity decides first. */
export function throwError(run: Run, scope: number, code: string): boolean {
  const thrown = scopeOf(run, scope);
  const owner = thrown.owner === undefined ? undefined : findToken(run, thrown.owner);
  if (owner) return catchError(run, owner, code);
  return thrown.parent === undefined ? false : throwError(run, thrown.parent, code);
}

/** An error of an activity itself: its own boundary first, then outwards. */
export function catchError(run: Run, token: Token, code: string): boolean {
  const node = nodeAt(run, token);
  const catching = isActivity(node) && !isInstance(run, token) ? boundaryFor(node.boundary, code) : undefined;
  if (!catching) return throwError(run, token.scope, code);
  interrupt(run, token, catching.id);
  return true;
}

/** Ends the activity and goes on from the event at its edge. */
export function interrupt(run: Run, token: Token, element: string): void {
  cancelToken(run, token);
  send(run, { scope: token.scope, element });
}

/** The event for exactly this code goes before one that catches all. */
function boundaryFor(boundary: readonly BoundaryEvent[], code: string): BoundaryEvent | undefined {
  const errors = boundary.filter((event) => event.trigger.type === "error");
  const codeOf = (event: BoundaryEvent) => (event.trigger.type === "error" ? event.trigger.code : undefined);
  return errors.find((event) => codeOf(event) === code) ?? errors.find((event) => codeOf(event) === undefined);
}
