import type { ProcessModel } from "../model/process-model.ts";
import type { Variables } from "../model/expression.ts";
import type { Command } from "./command.ts";
import type { HistoryEntry } from "./history.ts";
import type { Incident, ProcessState, Scope, Subscription, Token } from "./state.ts";

/** More in one event is a circle in the model: an incident, before the transaction grows without end. */
export const elementLimit = 1_000;

/** One event on its way through the model: the state being changed, and what comes out besides it. */
export interface Run {
  readonly model: ProcessModel;
  readonly state: Draft;
  readonly at: string;
  readonly by?: string;
  /** Read where no variable has the name. */
  readonly facts: Variables;
  readonly commands: Command[];
  readonly history: HistoryEntry[];
  /** Tokens between two waits, first come first served. */
  readonly moving: Move[];
  /** Scopes a token has left; those that are empty now come to their end. */
  readonly emptied: number[];
  elementsLeft: number;
}

/** A token on its way into an element. Every entering has an id of its own, so that a late answer to an earlier one is stale. */
export type Move = Omit<Token, "wait">;

/** The state while it is changed; the caller's own is never touched. */
export interface Draft {
  process: string;
  status: ProcessState["status"];
  next: number;
  tokens: Token[];
  scopes: Scope[];
  subscriptions: Subscription[];
  incidents: Incident[];
}

export function beginRun(
  model: ProcessModel,
  state: ProcessState,
  when: { at: string; by?: string; facts?: Variables },
): Run {
  const draft = {
    ...state,
    tokens: [...state.tokens],
    scopes: [...state.scopes],
    subscriptions: [...state.subscriptions],
    incidents: [...state.incidents],
  };
  const by = when.by === undefined ? {} : { by: when.by };
  return {
    model,
    state: draft,
    at: when.at,
    ...by,
    facts: when.facts ?? {},
    commands: [],
    history: [],
    moving: [],
    emptied: [],
    elementsLeft: elementLimit,
  };
}

export function nextId(run: Run): number {
  return run.state.next++;
}

export function note(
  run: Run,
  what: HistoryEntry["what"],
  about: { id: number; element: string },
  why?: HistoryEntry["why"],
): void {
  const by = run.by === undefined ? {} : { by: run.by };
  run.history.push({ what, element: about.element, token: about.id, at: run.at, ...by, ...(why && { why }) });
}

/** An event that must not be taken as it is; the state stays as it was. */
export class Refused extends Error {
  readonly code: "variables-too-large" | "expression-failed" | "no-such-flow" | "no-such-start";

  constructor(code: Refused["code"], detail: string) {
    super(detail);
    this.code = code;
  }
}
