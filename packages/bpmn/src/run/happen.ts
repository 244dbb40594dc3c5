import type { Variables } from "../model/expression.ts";
import { cancelScope, cancelToken } from "./cancel.ts";
import { completeToken } from "./complete.ts";
import type { ProcessEvent } from "./event.ts";
import { fire } from "./fire.ts";
import { closeIncident, raise } from "./incident.ts";
import { leave } from "./leave.ts";
import { takeOver } from "./mappings.ts";
import { note, type Run } from "./run.ts";
import { scopeOwnedBy } from "./scopes.ts";
import type { Incident, Subscription, Token, Wait } from "./state.ts";
import { catchError } from "./throw-error.ts";
import { keepWatching } from "./subscriptions.ts";
import { findToken, nodeAt, removeToken, send } from "./tokens.ts";

type Handling = { [T in ProcessEvent["type"]]: (run: Run, event: Extract<ProcessEvent, { type: T }>) => boolean };

/** What each event does to the state; false means that nothing waits for it (any more): stale. */
const handling: Handling = {
  "task-completed": (run, event) =>
    whenWaiting(run, event.token, "task", (token) => completeToken(run, token, event.variables ?? {})),
  "job-completed": (run, event) =>
    whenWaiting(run, event.token, "job", (token) => completeToken(run, token, event.variables ?? {})),
  "job-failed": (run, event) =>
    whenWaiting(run, event.token, "job", (token) => {
      const { error, detail } = event;
      if (error === undefined)
        return raise(run, token, { code: "job-failed", ...(detail !== undefined && { detail }) });
      takeOver(run, token.scope, event.variables ?? {}, []);
      if (!catchError(run, token, error)) raise(run, token, { code: "error-not-caught", detail: error });
    }),
  "timer-fired": (run, event) => fireAll(run, (one) => one.to.type === "timer" && one.id === event.subscription, {}, 1),
  // One receiver: the first that waits.
  message: (run, event) =>
    fireAll(
      run,
      ({ to }) => to.type === "message" && to.name === event.name && to.key === event.key,
      event.variables ?? {},
      1,
    ),
  // All that wait when it comes; those that begin to wait because of it do not hear it.
  signal: (run, event) =>
    fireAll(run, ({ to }) => to.type === "signal" && to.name === event.name, event.variables ?? {}),
  "incident-retry": (run, event) =>
    atIncident(run, event.incident, (token, incident) => retry(run, token, incident, event.variables ?? {})),
  "incident-skip": (run, event) => atIncident(run, event.incident, (token) => skip(run, token, event)),
  cancel: (run, event) => (event.token === undefined ? cancelAll(run) : cancelBranch(run, event.token)),
};

export function happen<T extends ProcessEvent["type"]>(run: Run, event: Extract<ProcessEvent, { type: T }>): boolean {
  const handle = handling[event.type as T];
  return handle(run, event);
}

function whenWaiting(run: Run, id: number, kind: Wait["for"], act: (token: Token) => void): boolean {
  const token = findToken(run, id);
  if (token?.wait.for !== kind) return false;
  act(token);
  return true;
}

function fireAll(run: Run, fits: (one: Subscription) => boolean, variables: Variables, most = Infinity): boolean {
  const fitting = run.state.subscriptions.filter(fits).slice(0, most);
  for (const one of fitting) if (run.state.subscriptions.includes(one)) fire(run, one, variables);
  return fitting.length > 0;
}

function atIncident(run: Run, id: number, act: (token: Token, incident: Incident) => void): boolean {
  const incident = run.state.incidents.find((one) => one.id === id);
  const token = incident && findToken(run, incident.token);
  if (!incident || !token) return false;
  closeIncident(run, incident);
  act(token, incident);
  return true;
}

/** Tries the same again: the way out where only that failed, else the element from its beginning, with timers at its edge running on. */
function retry(run: Run, token: Token, incident: Incident, variables: Variables): void {
  takeOver(run, token.scope, variables, []);
  note(run, "retried", token);
  clearInside(run, token);
  if (incident.leaving) return leave(run, token, nodeAt(run, token));
  removeToken(run, token.id);
  const { scope, element, via } = token;
  const id = send(run, { scope, element, ...(via !== undefined && { via }) });
  keepWatching(run, token.id, id);
}

function skip(run: Run, token: Token, event: Extract<ProcessEvent, { type: "incident-skip" }>): void {
  takeOver(run, token.scope, event.variables ?? {}, []);
  note(run, "skipped", token);
  clearInside(run, token);
  leave(run, token, nodeAt(run, token), event.flow);
}

function clearInside(run: Run, token: Token): void {
  const inner = scopeOwnedBy(run, token.id);
  if (inner) cancelScope(run, inner.id);
}

function cancelBranch(run: Run, id: number): boolean {
  const token = findToken(run, id);
  if (!token) return false;
  cancelToken(run, token);
  run.emptied.push(token.scope);
  return true;
}

function cancelAll(run: Run): boolean {
  const root = run.state.scopes.find((scope) => scope.parent === undefined);
  if (!root) return false;
  cancelScope(run, root.id);
  run.state.status = "cancelled";
  run.commands.push({ type: "cancelled" });
  return true;
}
