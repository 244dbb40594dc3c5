import type { CallActivity } from "../model/node.ts";
import { evaluateAll } from "./mappings.ts";
import { raise } from "./incident.ts";
import { instanceEnded } from "./instances.ts";
import { leave } from "./leave.ts";
import type { Run } from "./run.ts";
import { assign, removeScope, scopeOf } from "./scopes.ts";
import type { Scope, Token } from "./state.ts";
import { findToken, nodeAt, tokensIn } from "./tokens.ts";

/** Ends the scopes that have no token left; what waited for them goes on. True when something moved. */
export function endEmptyScopes(run: Run): boolean {
  const emptied = [...new Set(run.emptied.splice(0))];
  const ended = emptied.filter((id) => run.state.scopes.some((scope) => scope.id === id) && isEmpty(run, id));
  for (const id of ended) end(run, scopeOf(run, id));
  return ended.length > 0;
}

function isEmpty(run: Run, id: number): boolean {
  return tokensIn(run, id).length === 0 && !run.moving.some((move) => move.scope === id);
}

function end(run: Run, scope: Scope): void {
  if (scope.kind === "instance") return instanceEnded(run, scope);
  const owner = scope.owner === undefined ? undefined : findToken(run, scope.owner);
  if (!owner) return complete(run, scope);
  const node = nodeAt(run, owner);
  if (node.kind === "call") return endCall(run, scope, owner, node);
  removeScope(run, scope.id);
  leave(run, owner, node);
}

function complete(run: Run, scope: Scope): void {
  run.state.status = "completed";
  removeScope(run, scope.id);
  run.commands.push({ type: "completed", variables: scope.variables });
}

/** Only what the call names comes back from the called process. */
function endCall(run: Run, scope: Scope, owner: Token, node: CallActivity): void {
  const results = evaluateAll(node.outputs, scope.variables, run.at);
  removeScope(run, scope.id);
  if (!results.ok) return raise(run, owner, { code: "expression-failed", detail: results.why });
  if (!assign(run, owner.scope, results.values)) return raise(run, owner, { code: "variables-too-large" });
  leave(run, owner, node);
}
