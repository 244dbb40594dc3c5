import { compileModel, readBpmn, start, step, type ProcessModel } from "./index.ts";
import { fillGaps } from "./fill-gaps.testing.ts";
import { sources } from "./xml/moddle.ts";

/** One process of a document: why it cannot run as it is drawn ("can be run"), and how it ends with its gaps filled. */
export interface ProcessOutcome {
  readonly asDrawn: string;
  /** "completed", or the first reason against it. */
  readonly filled: string;
}

/** Runs every process of a document, in its order. */
export async function runProcesses(bytes: Uint8Array): Promise<ProcessOutcome[]> {
  const outcomes: ProcessOutcome[] = [];
  for (const id of await processesIn(bytes)) {
    const drawn = compileModel(await document(bytes), { process: id });
    const filled = compileModel(fillGaps(await document(bytes)), { process: id });
    outcomes.push({
      asDrawn: drawn.ok ? "can be run" : (drawn.reasons[0]?.why ?? ""),
      filled: filled.ok ? play(filled.model) : (filled.reasons[0]?.why ?? ""),
    });
  }
  return outcomes;
}

async function document(bytes: Uint8Array) {
  const reading = await readBpmn(bytes);
  if (!reading.ok) throw new Error(reading.reasons.map((reason) => reason.why).join("; "));
  return reading.document;
}

async function processesIn(bytes: Uint8Array): Promise<string[]> {
  const roots = sources((await document(bytes)).definitions.rootElements);
  return roots.filter((one) => one.$type === "bpmn:Process").map((one) => one.id ?? "");
}

/** Answers whatever waits, in turn, until the process ends; each answer turns the choices on. */
function play(model: ProcessModel): string {
  const at = "2025-03-03T09:00:00Z";
  const startEvent = model.root.starts[0]?.id ?? "";
  let { state } = start(model, { at, startEvent, variables: { turn: 0 } });
  for (let turn = 1; turn < 500 && state.status === "running"; turn++) {
    const [incident] = state.incidents;
    if (incident) return `incident ${incident.code} at ${incident.element}`;
    const token = state.tokens.find((one) => one.wait.for === "task" || one.wait.for === "job");
    const [waited] = state.subscriptions;
    const variables = { turn: (turn * 7919) % 1009 }; // mixed, so that no circle meets the same choice for ever
    if (token)
      state = step(model, state, {
        type: token.wait.for === "task" ? "task-completed" : "job-completed",
        token: token.id,
        at,
        variables,
      }).state;
    else if (waited?.to.type === "timer")
      state = step(model, state, { type: "timer-fired", subscription: waited.id, at }).state;
    else if (waited?.to.type === "message")
      state = step(model, state, { type: "message", name: waited.to.name, at, variables }).state;
    else if (waited?.to.type === "signal")
      state = step(model, state, { type: "signal", name: waited.to.name, at, variables }).state;
  }
  return state.status;
}
