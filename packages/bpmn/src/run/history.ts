import type { Variables } from "../model/expression.ts";

/** One line of what happened; lines are only ever appended. Together they answer "Warum?". */
export interface HistoryEntry {
  readonly what:
    | "entered"
    | "assigned"
    | "left"
    | "cancelled"
    | "taken"
    | "raised"
    | "retried"
    | "skipped"
    | "migrated";
  /** A node's id; a flow's id where `what` is "taken". */
  readonly element: string;
  readonly token: number;
  readonly at: string;
  readonly by?: string;
  readonly why?: Why;
}

/** The expression that decided, the answers it looked at, and what it gave. */
export interface Why {
  readonly expression: string;
  readonly values: Variables;
  readonly result: unknown;
}
