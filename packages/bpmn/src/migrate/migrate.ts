import type { ProcessModel } from "../model/process-model.ts";
import type { Command } from "../run/command.ts";
import type { HistoryEntry } from "../run/history.ts";
import { beginRun, note } from "../run/run.ts";
import type { ProcessState } from "../run/state.ts";
import type { Reason } from "../xml/document.ts";
import { findPlaces } from "./places.ts";
import { watchAnew } from "./watch-anew.ts";

/** Where elements and flows of the old version are in the new one, by id; what is not named keeps its id. */
export type ElementMap = Readonly<Record<string, string>>;

export type Migration =
  | {
      readonly fits: true;
      readonly state: ProcessState;
      readonly commands: readonly Command[];
      readonly history: readonly HistoryEntry[];
    }
  | { readonly fits: false; readonly reasons: readonly Reason[] };

/**
 * Moves a running process to another version of its model, all or nothing: every token must find an element of its kind in the
 * matching container. Being pure, a dry run is a call whose result is thrown away. What is running stays as it was begun: tasks
 * keep their due date, timers their instant; events at the edge that are new are waited for from now on, those gone are called off.
 */
export function migrate(
  from: ProcessModel,
  to: ProcessModel,
  map: ElementMap,
  state: ProcessState,
  when: { at: string; by?: string },
): Migration {
  if (state.status !== "running")
    return { fits: false, reasons: [{ element: state.process, why: `is ${state.status}` }] };
  const places = findPlaces(from, to, map, state);
  if (places.reasons.length > 0) return { fits: false, reasons: places.reasons };
  const run = beginRun(to, { ...state, process: to.id, ...places.moved }, when);
  for (const token of run.state.tokens) note(run, "migrated", token);
  const reasons = watchAnew(run, places.edges);
  if (reasons.length > 0) return { fits: false, reasons };
  return { fits: true, state: run.state, commands: run.commands, history: run.history };
}
