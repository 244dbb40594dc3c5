import { containerOf, type Container } from "../model/process-model.ts";
import type { Json, Variables } from "../model/expression.ts";
import { nextId, type Run } from "./run.ts";
import type { Scope } from "./state.ts";

/** Answers are referenced, not copied; what a process itself needs to know is small. */
export const largestVariables = 32 * 1024;

export function openScope(run: Run, scope: Omit<Scope, "id">): Scope {
  const opened = { id: nextId(run), ...scope };
  run.state.scopes.push(opened);
  return opened;
}

export function removeScope(run: Run, id: number): void {
  run.state.scopes = run.state.scopes.filter((scope) => scope.id !== id);
}

export function scopeOf(run: Run, id: number): Scope {
  const scope = run.state.scopes.find((one) => one.id === id);
  if (!scope) throw new Error(`no scope ${id} in the state of ${run.state.process}`);
  return scope;
}

export function scopeOwnedBy(run: Run, token: number): Scope | undefined {
  return run.state.scopes.find((scope) => scope.owner === token);
}

export function containerOfScope(run: Run, scope: Scope): Container {
  const container = containerOf(run.model, scope.process, scope.container);
  if (!container) throw new Error(`no ${scope.container} in process ${scope.process}`);
  return container;
}

/** What expressions in a scope see: its own variables before those outside, up to its process, and there the caller's facts. */
export function variablesIn(run: Run, id: number): Variables {
  const scope = scopeOf(run, id);
  // A called process sees only what was given to it.
  if (scope.parent === undefined) return { ...run.facts, ...scope.variables };
  if (scope.kind === "process") return scope.variables;
  const outside = variablesIn(run, scope.parent);
  return Object.keys(scope.variables).length === 0 ? outside : { ...outside, ...scope.variables };
}

/**
 * Sets variables where they live: in the instance of a multi-instance or else in the process. An embedded sub-process has no
 * variables of its own, so what is found out inside is known afterwards. False when the scope would grow too large.
 */
export function assign(run: Run, id: number, variables: Variables): boolean {
  const home = homeOf(run, id);
  return replaceVariables(run, home, { ...home.variables, ...variables });
}

export function replaceVariables(run: Run, scope: Scope, variables: Variables): boolean {
  if (tooLarge(variables)) return false;
  run.state.scopes = run.state.scopes.map((one) => (one.id === scope.id ? { ...one, variables } : one));
  return true;
}

export function tooLarge(variables: { readonly [name: string]: Json }): boolean {
  return new TextEncoder().encode(JSON.stringify(variables)).length > largestVariables;
}

function homeOf(run: Run, id: number): Scope {
  const scope = scopeOf(run, id);
  if (scope.kind === "process" || scope.kind === "instance" || scope.parent === undefined) return scope;
  return homeOf(run, scope.parent);
}
