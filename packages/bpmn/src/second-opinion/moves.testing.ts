import type { Variables } from "../index.ts";
import type { Play } from "../process.testing.ts";

/** What can happen next: a task is done, a timer is over, a message or signal comes. */
export type Move =
  | { readonly kind: "task"; readonly element: string; readonly token: number }
  | { readonly kind: "timer"; readonly element: string; readonly subscription: number }
  | { readonly kind: "message" | "signal"; readonly element: string; readonly name: string };

/** All that a process waits for, in the order in which it began to. */
export function movesOf({ result: { state } }: Play): Move[] {
  return [
    ...state.tokens
      .filter((token) => token.wait.for === "task")
      .map(({ element, id }): Move => ({ kind: "task", element, token: id })),
    ...state.subscriptions.map(({ id, element, to }): Move =>
      to.type === "timer" ? { kind: "timer", element, subscription: id } : { kind: to.type, element, name: to.name },
    ),
  ];
}

export function make(play: Play, move: Move, variables: Variables = {}): void {
  if (move.kind === "task") play.event({ type: "task-completed", token: move.token, variables });
  else if (move.kind === "timer") play.event({ type: "timer-fired", subscription: move.subscription });
  else play.event({ type: move.kind, name: move.name });
}
