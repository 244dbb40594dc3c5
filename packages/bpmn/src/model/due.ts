import type { Expression, Variables } from "./expression.ts";

/** When something is due, as the model says it: a fixed text, working days, or an expression that gives either. */
export type Due =
  | { readonly type: "fixed"; readonly text: string }
  | { readonly type: "expression"; readonly expression: Expression };

/** When something is due, as the caller stores it. Working days need the holidays of a place, so the caller counts them. */
export type DueAt = {
  readonly expression: string;
  /** What the expression looked at. */ readonly values?: Variables;
} & ({ readonly at: string } | { readonly workingDays: number; readonly after: string });

const duration = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
const workingDays = /^(\d{1,4}) working days?$/;
const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** True for ISO durations, dates and instants and for "3 working days": such a text needs no FEEL. */
export function isFixedDue(text: string): boolean {
  return duration.test(text) || workingDays.test(text) || instant.test(text);
}

export function isDuration(text: string): boolean {
  return duration.test(text);
}

export function workingDaysIn(text: string): number | undefined {
  const match = workingDays.exec(text);
  return match ? Number(match[1]) : undefined;
}

export function isInstant(text: string): boolean {
  return instant.test(text);
}
