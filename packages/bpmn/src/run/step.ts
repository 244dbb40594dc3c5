import type { Variables } from "../model/expression.ts";
import type { ProcessModel } from "../model/process-model.ts";
import { advance } from "./advance.ts";
import type { Command } from "./command.ts";
import type { ProcessEvent } from "./event.ts";
import { happen } from "./happen.ts";
import type { HistoryEntry } from "./history.ts";
import { beginRun, Refused, type Run } from "./run.ts";
import { openScope, tooLarge } from "./scopes.ts";
import type { ProcessState } from "./state.ts";
import { send } from "./tokens.ts";

/** What one event made of a process: the new state, what to do, what to write down. */
export interface StepResult {
  readonly state: ProcessState;
  readonly commands: readonly Command[];
  readonly history: readonly HistoryEntry[];
  /** Nothing waits for this event any more; the state is the one given. */
  readonly stale?: true;
  /** The event asks too much; the state is the one given. */
  readonly refused?: { readonly code: Refused["code"]; readonly detail: string };
}

export interface Beginning {
  readonly at: string;
  readonly by?: string;
  readonly variables?: Variables;
  /** What the caller knows besides: read by the process's expressions, never kept. */
  readonly facts?: Variables;
  /** Which start event; without it the first plain one. */
  readonly startEvent?: string;
  /** A run that ended before: the ids of this one go on behind it, so that a late answer to it stays stale. */
  readonly after?: Pick<ProcessState, "next">;
}

/** Starts a process and runs it to its first waits. */
export function start(model: ProcessModel, beginning: Beginning): StepResult {
  const empty: ProcessState = {
    process: model.id,
    status: "running",
    next: beginning.after?.next ?? 1,
    tokens: [],
    scopes: [],
    subscriptions: [],
    incidents: [],
  };
  return run(model, empty, beginning, (begun) => {
    const { variables = {}, startEvent } = beginning;
    const event = model.root.starts.find((one) => (startEvent === undefined ? !one.trigger : one.id === startEvent));
    if (!event) throw new Refused("no-such-start", startEvent ?? "there is no plain start");
    if (tooLarge(variables)) throw new Refused("variables-too-large", "the variables would exceed 32 kB");
    const scope = openScope(begun, { kind: "process", process: model.id, container: model.id, variables });
    send(begun, { scope: scope.id, element: event.id });
    return true;
  });
}

/** Takes one event to the next waits. Pure: knows no clock and no database, and leaves the given state as it is. */
export function step(model: ProcessModel, state: ProcessState, event: ProcessEvent): StepResult {
  return run(model, state, event, (begun) => happen(begun, event));
}

function run(
  model: ProcessModel,
  state: ProcessState,
  when: { at: string; by?: string; facts?: Variables },
  act: (run: Run) => boolean,
): StepResult {
  const begun = beginRun(model, state, when);
  try {
    if (!act(begun)) return { state, commands: [], history: [], stale: true };
    advance(begun);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { state, commands: [], history: [], refused: { code: error.code, detail: error.message } };
  }
  return { state: begun.state, commands: withoutUndone(begun.commands), history: begun.history };
}

/** What was ordered and called off in the same step need not be told to anybody. */
function withoutUndone(commands: readonly Command[]): readonly Command[] {
  const off = new Map(
    commands.flatMap((command) =>
      command.type in undoes ? [[keyOf(command, undoes[command.type]), true] as const] : [],
    ),
  );
  const on = new Set(commands.map((command) => keyOf(command, command.type)));
  return commands.filter((command) => {
    const undone = undoes[command.type];
    return undone === undefined ? !off.has(keyOf(command, command.type)) : !on.has(keyOf(command, undone));
  });
}

const undoes: Partial<Record<Command["type"], Command["type"]>> = {
  "cancel-task": "create-task",
  "cancel-job": "run-job",
  "cancel-timer": "set-timer",
  "forget-message": "await-message",
  "forget-signal": "await-signal",
  "close-incident": "raise-incident",
};

function keyOf(command: Command, type: Command["type"] | undefined): string {
  const subject =
    "subscription" in command
      ? command.subscription
      : "incident" in command
        ? command.incident
        : "token" in command
          ? command.token
          : "";
  return `${type} ${subject}`;
}
