import { isActivity, type Activity, type Kind, type Node } from "../model/node.ts";
import { cancelToken } from "../run/cancel.ts";
import { startInstances } from "../run/instances.ts";
import { raise } from "../run/incident.ts";
import { note, type Move, type Run } from "../run/run.ts";
import { variablesIn } from "../run/scopes.ts";
import { subscribe } from "../run/subscriptions.ts";
import { findToken, isInstance, nodeAt, settle } from "../run/tokens.ts";
import { enterBoundaryEvent } from "./boundary-event.ts";
import { enterCallActivity } from "./call-activity.ts";
import { enterCatchEvent } from "./catch-event.ts";
import { enterEndEvent } from "./end-event.ts";
import { enterEventGateway } from "./event-gateway.ts";
import { enterExclusiveGateway } from "./gateway.ts";
import { enterHumanTask } from "./human-task.ts";
import { enterInclusiveGateway } from "./inclusive-gateway.ts";
import { enterJobTask } from "./job-task.ts";
import { enterParallelGateway } from "./parallel-gateway.ts";
import { enterSendTask } from "./send-task.ts";
import { enterStartEvent } from "./start-event.ts";
import { enterSubProcess } from "./sub-process.ts";
import { enterThrowEvent } from "./throw-event.ts";

/** What each kind of element does when a token comes: the one table of behaviours. */
const behaviours: { [K in Kind]: (run: Run, move: Move, node: Extract<Node, { kind: K }>) => void } = {
  start: enterStartEvent,
  end: enterEndEvent,
  throw: enterThrowEvent,
  catch: enterCatchEvent,
  boundary: enterBoundaryEvent,
  "human-task": enterHumanTask,
  "job-task": enterJobTask,
  "send-task": enterSendTask,
  "receive-task": enterCatchEvent,
  call: enterCallActivity,
  "sub-process": enterSubProcess,
  exclusive: enterExclusiveGateway,
  parallel: enterParallelGateway,
  inclusive: enterInclusiveGateway,
  "event-based": enterEventGateway,
};

export function enter(run: Run, move: Move): void {
  const node = nodeAt(run, move);
  // Joins are entered when they fire, not once per arriving token.
  if (node.kind !== "parallel" && node.kind !== "inclusive") note(run, "entered", move);
  if (!isActivity(node) || isInstance(run, move)) return behave(run, move, node);
  if (node.repetition) repeat(run, move, node);
  else behave(run, move, node);
  watchBoundary(run, move, node);
}

function behave<K extends Kind>(run: Run, move: Move, node: Extract<Node, { kind: K }>): void {
  const behaviour = behaviours[node.kind as K];
  behaviour(run, move, node);
}

function repeat(run: Run, move: Move, node: Activity): void {
  const { repetition } = node;
  const expression = repetition?.items ?? repetition?.cardinality;
  if (!repetition || !expression) return;
  const result = expression.evaluate(variablesIn(run, move.scope), run.at);
  if (!result.ok) return raise(run, move, { code: "expression-failed", detail: result.why });
  const items = repetition.items ? result.value : undefined;
  const total = Array.isArray(items) ? items.length : items === undefined ? result.value : undefined;
  if (typeof total !== "number" || !Number.isInteger(total) || total < 0) {
    return raise(run, move, {
      code: "expression-failed",
      detail: `${expression.source} gives neither a list nor a count`,
    });
  }
  if (total > run.elementsLeft) return raise(run, move, { code: "element-limit" });
  settle(run, move, { for: "instances", total, started: 0, done: 0 });
  const token = findToken(run, move.id);
  if (token) startInstances(run, token, repetition, { total, ...(Array.isArray(items) && { items }) });
}

/** Events at the edge are waited for while the activity waits; one that is done at once needs none. */
function watchBoundary(run: Run, move: Move, node: Activity): void {
  const token = findToken(run, move.id);
  if (!token || token.wait.for === "incident") return;
  const variables = variablesIn(run, move.scope);
  const watched = new Set(run.state.subscriptions.filter((one) => one.token === token.id).map((one) => one.element));
  for (const event of node.boundary.filter((one) => !watched.has(one.id))) {
    const { trigger } = event;
    const trouble =
      trigger.type === "error" ? undefined : subscribe(run, token.id, { element: event.id, trigger }, variables);
    if (!trouble) continue;
    cancelToken(run, token);
    return raise(run, move, trouble);
  }
}
