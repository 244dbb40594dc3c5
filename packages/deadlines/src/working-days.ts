import { addDays, weekday, type Day } from "./day.ts";
import { holidayName } from "./holidays.ts";
import type { Place } from "./place.ts";

/** Why a day is no working day: "Saturday", "Sunday" or the holiday's German name; undefined on a working day. */
export function restDay(on: Day, place: Place): string | undefined {
  const holiday = holidayName(on, place);
  if (holiday) return holiday;
  if (weekday(on) === 6) return "Saturday";
  return weekday(on) === 0 ? "Sunday" : undefined;
}

/** A working day ("Werktag" in the sense of § 193 BGB): not Saturday, Sunday or holiday. */
export function isWorkingDay(on: Day, place: Place): boolean {
  return restDay(on, place) === undefined;
}

/** The day itself when one works on it, else the next working day. */
export function nextWorkingDay(from: Day, place: Place): Day {
  let found = from;
  while (!isWorkingDay(found, place)) found = addDays(found, 1);
  return found;
}

/** The count-th working day after the given day, which is itself not counted (§ 187 Abs. 1 BGB). */
export function addWorkingDays(from: Day, count: number, place: Place): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count of working days: ${count}`);
  let found = from;
  for (let left = count; left > 0; left--) found = nextWorkingDay(addDays(found, 1), place);
  return found;
}

/** How many working days lie after the first day up to and with the last; 0 when the last is not later. */
export function workingDaysBetween(first: Day, last: Day, place: Place): number {
  let count = 0;
  for (let at = addDays(first, 1); at <= last; at = addDays(at, 1)) if (isWorkingDay(at, place)) count++;
  return count;
}
