import type { Json } from "../model/expression.ts";
import { isActivity, type Repetition } from "../model/node.ts";
import { cancelScope } from "./cancel.ts";
import { raise } from "./incident.ts";
import { leave } from "./leave.ts";
import type { Run } from "./run.ts";
import { assign, openScope, removeScope, replaceVariables, scopeOf, variablesIn } from "./scopes.ts";
import type { Scope, Token, Wait } from "./state.ts";
import { findToken, nodeAt, rewait, send } from "./tokens.ts";

type Instances = Extract<Wait, { for: "instances" }>;

/** Names inside the multi-instance's own scope, which no model can use: they are not FEEL names. */
const itemsName = "#items";
const resultsName = "#results";

/** Opens the scope of a multi-instance and starts its instances: all, or the first one. */
export function startInstances(
  run: Run,
  token: Token,
  repetition: Repetition,
  list: { total: number; items?: readonly Json[] },
): void {
  const { process, container } = scopeOf(run, token.scope);
  const variables = {
    ...(list.items && { [itemsName]: list.items }),
    ...(repetition.results !== undefined && { [resultsName]: Array.from({ length: list.total }, () => null) }),
  };
  const all = openScope(run, {
    parent: token.scope,
    owner: token.id,
    kind: "instances",
    process,
    container,
    variables: {},
  });
  if (!replaceVariables(run, all, variables)) {
    removeScope(run, all.id);
    return raise(run, token, { code: "variables-too-large" });
  }
  const first = repetition.sequential ? Math.min(1, list.total) : list.total;
  for (let index = 0; index < first; index++) startInstance(run, token, repetition, scopeOf(run, all.id), index);
  if (list.total === 0) return endInstances(run, token, repetition, scopeOf(run, all.id));
  rewait(run, token, { for: "instances", total: list.total, started: first, done: 0 });
}

/** One instance is done: collect its result, then go on, stop early, or end. */
export function instanceEnded(run: Run, instance: Scope): void {
  const all = scopeOf(run, instance.parent ?? -1);
  const token = findToken(run, all.owner ?? -1);
  const node = token && nodeAt(run, token);
  if (!token || token.wait.for !== "instances" || !node || !isActivity(node) || !node.repetition) {
    throw new Error(`instance ${instance.id} belongs to no multi-instance`);
  }
  const { repetition } = node;
  const wait: Instances = { ...token.wait, done: token.wait.done + 1 };
  const collected = collect(run, instance, all, repetition);
  if (collected) return raise(run, token, collected);
  removeScope(run, instance.id);
  const waiting = rewait(run, token, wait);
  const counts = {
    numberOfInstances: wait.total,
    numberOfCompletedInstances: wait.done,
    numberOfActiveInstances: wait.started - wait.done,
  };
  const until = repetition.until?.evaluate({ ...variablesIn(run, all.id), ...counts }, run.at);
  if (until && !until.ok) return raise(run, token, { code: "expression-failed", detail: until.why });
  if (until?.value === true || wait.done === wait.total)
    return endInstances(run, waiting, repetition, scopeOf(run, all.id));
  if (wait.started < wait.total && repetition.sequential) {
    startInstance(run, waiting, repetition, scopeOf(run, all.id), wait.started);
    rewait(run, waiting, { ...wait, started: wait.started + 1 });
  }
}

function startInstance(run: Run, token: Token, repetition: Repetition, all: Scope, index: number): void {
  const items = all.variables[itemsName];
  const item =
    Array.isArray(items) && repetition.item !== undefined
      ? { [repetition.item]: (items as Json[])[index] ?? null }
      : {};
  const { process, container } = all;
  const variables = { ...item, loopCounter: index + 1 };
  const instance = openScope(run, { parent: all.id, kind: "instance", process, container, variables });
  send(run, { scope: instance.id, element: token.element });
}

function collect(run: Run, instance: Scope, all: Scope, repetition: Repetition) {
  if (repetition.results === undefined || !repetition.result) return undefined;
  const result = repetition.result.evaluate(variablesIn(run, instance.id), run.at);
  if (!result.ok) return { code: "expression-failed", detail: result.why } as const;
  const before = all.variables[resultsName];
  const index = Number(instance.variables.loopCounter) - 1;
  const results = Array.isArray(before) ? (before as Json[]).with(index, result.value) : [];
  return replaceVariables(run, all, { ...all.variables, [resultsName]: results })
    ? undefined
    : ({ code: "variables-too-large" } as const);
}

/** Instances that still run when the completion condition is met are cancelled. */
function endInstances(run: Run, token: Token, repetition: Repetition, all: Scope): void {
  const results = all.variables[resultsName];
  cancelScope(run, all.id);
  if (repetition.results !== undefined && !assign(run, token.scope, { [repetition.results]: results ?? [] })) {
    return raise(run, token, { code: "variables-too-large" });
  }
  leave(run, token, nodeAt(run, token));
}
