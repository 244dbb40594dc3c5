import type { Day } from "./day.ts";

export type Rule =
  | "event-day-not-counted"
  | "days-counted"
  | "weeks-counted"
  | "months-counted"
  | "end-of-shorter-month"
  | "working-days-counted"
  | "shifted-to-working-day"
  | "presumed-notice"
  | "proven-receipt"
  | "retrieved"
  | "extended-once"
  | "remedy-period"
  | "remedy-period-without-instruction";

/** One rule applied to one day; texts turn the code into a sentence, the law is cited as it stands. */
export interface Reason {
  readonly rule: Rule;
  readonly law: string;
  readonly from: Day;
  readonly to: Day;
  /** What made the rule apply: the weekday or the holiday's name. */
  readonly because?: string;
}
