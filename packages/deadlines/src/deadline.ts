import { addDays, addMonths, type Day } from "./day.ts";
import type { Period } from "./period.ts";
import type { Place } from "./place.ts";
import type { Reason } from "./reason.ts";
import { addWorkingDays, nextWorkingDay, restDay } from "./working-days.ts";

/** A statutory period with its end ("Frist"); the act is in time until the end of the day `ends`. */
export interface Deadline {
  /** The day of the event; it is not counted (§ 187 Abs. 1 BGB). */
  readonly event: Day;
  readonly period: Period;
  readonly ends: Day;
  /** One entry per rule that was applied, in order: the answer to "Warum?". */
  readonly reasons: readonly Reason[];
}

/** Counts a period from an event by §§ 187 to 193 BGB, which § 31 VwVfG and § 108 AO take over. */
export function deadlineAfter(event: Day, period: Period, place: Place): Deadline {
  const counted = lastDay(event, period, place);
  const shifted = shiftToWorkingDay(counted.to, place);
  const begin: Reason = { rule: "event-day-not-counted", law: "§ 187 Abs. 1 BGB", from: event, to: addDays(event, 1) };
  return {
    event,
    period,
    ends: shifted?.to ?? counted.to,
    reasons: shifted ? [begin, counted, shifted] : [begin, counted],
  };
}

/** The shift of § 193 BGB as a reason, or undefined when the day is a working day. */
export function shiftToWorkingDay(from: Day, place: Place, law = "§ 193 BGB"): Reason | undefined {
  const because = restDay(from, place);
  if (because === undefined) return undefined;
  return { rule: "shifted-to-working-day", law, from, to: nextWorkingDay(from, place), because };
}

function lastDay(event: Day, period: Period, place: Place): Reason {
  if ("days" in period) {
    return { rule: "days-counted", law: "§ 188 Abs. 1 BGB", from: event, to: addDays(event, period.days) };
  }
  if ("workingDays" in period) {
    const to = addWorkingDays(event, period.workingDays, place);
    return { rule: "working-days-counted", law: "§§ 187, 193 BGB", from: event, to };
  }
  if ("weeks" in period) {
    return { rule: "weeks-counted", law: "§ 188 Abs. 2 BGB", from: event, to: addDays(event, 7 * period.weeks) };
  }
  const to = addMonths(event, "months" in period ? period.months : 12 * period.years);
  const missing = to.slice(8) !== event.slice(8);
  const law = missing ? "§ 188 Abs. 2 und 3 BGB" : "§ 188 Abs. 2 BGB";
  return { rule: missing ? "end-of-shorter-month" : "months-counted", law, from: event, to };
}
