import { note, type Run } from "./run.ts";
import { closeIncident } from "./incident.ts";
import { removeScope, scopeOwnedBy } from "./scopes.ts";
import type { Token } from "./state.ts";
import { unsubscribe } from "./subscriptions.ts";
import { removeToken, tokensIn } from "./tokens.ts";

/** Ends an activity from outside, with everything that runs inside it. */
export function cancelToken(run: Run, token: Token): void {
  const inner = scopeOwnedBy(run, token.id);
  if (inner) cancelScope(run, inner.id);
  if (token.wait.for === "task") run.commands.push({ type: "cancel-task", token: token.id, element: token.element });
  if (token.wait.for === "job") run.commands.push({ type: "cancel-job", token: token.id, element: token.element });
  for (const incident of run.state.incidents.filter((one) => one.token === token.id)) closeIncident(run, incident);
  unsubscribe(run, token.id);
  removeToken(run, token.id);
  if (token.wait.for !== "join") note(run, "cancelled", token);
}

/** Ends all that runs in a scope and the scope itself; whoever waited for it must be dealt with by the caller. */
export function cancelScope(run: Run, id: number): void {
  clearScope(run, id);
  removeScope(run, id);
}

/** Ends all that runs in a scope; the scope stays, empty. */
export function clearScope(run: Run, id: number): void {
  for (const token of tokensIn(run, id)) cancelToken(run, token);
  for (const child of run.state.scopes.filter((scope) => scope.parent === id)) cancelScope(run, child.id);
  for (let at = run.moving.length - 1; at >= 0; at--) if (run.moving[at]?.scope === id) run.moving.splice(at, 1);
}
