import { FeelDate } from "../values/date.ts";
import { dateTimeFromInstant, type FeelDateTime } from "../values/date-time.ts";
import { YearsMonthsDuration } from "../values/duration.ts";
import { integer } from "../values/number.ts";
import type { Evaluation } from "../evaluation.ts";
import { builtin, form } from "./builtin.ts";
import { dayOrMoment } from "./parameters.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const dateFunctions = [
  builtin(
    "day of year",
    form([dayOrMoment("date")], ([value]) => integer(dayOfYear(toDay(value)))),
  ),
  builtin(
    "day of week",
    form([dayOrMoment("date")], ([value]) => DAYS[toDay(value).weekday - 1] ?? null),
  ),
  builtin(
    "month of year",
    form([dayOrMoment("date")], ([value]) => MONTHS[toDay(value).month - 1] ?? null),
  ),
  builtin(
    "week of year",
    form([dayOrMoment("date")], ([value]) => integer(weekOfYear(toDay(value)))),
  ),
  builtin(
    "years and months duration",
    form([dayOrMoment("from"), dayOrMoment("to")], ([from, to]) => wholeMonths(from, to)),
  ),
  builtin(
    "today",
    form([], (_, evaluation) => localNow(evaluation)?.date ?? null),
  ),
  builtin(
    "now",
    form([], (_, evaluation) => localNow(evaluation)),
  ),
];

/** Now as the caller's clock says; an expression has no clock of its own, so that it can be repeated. */
function localNow(evaluation: Evaluation): FeelDateTime | null {
  const milliseconds = evaluation.now();
  if (milliseconds === null) return evaluation.warn("no_clock", "There is no clock here.");
  return dateTimeFromInstant(milliseconds, { name: evaluation.zone });
}

function toDay(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDate ? value : value.date;
}

function dayOfYear(day: FeelDate): number {
  return day.epochDay - new FeelDate(day.year, 1, 1).epochDay + 1;
}

/** ISO 8601: the week belongs to the year that has its Thursday. */
function weekOfYear(day: FeelDate): number {
  const thursday = day.epochDay + 4 - day.weekday;
  const candidates = [day.year + 1, day.year, day.year - 1].map((year) => new FeelDate(year, 1, 1).epochDay);
  const newYear = candidates.find((start) => start <= thursday) ?? thursday;
  return Math.floor((thursday - newYear) / 7) + 1;
}

function wholeMonths(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): YearsMonthsDuration {
  const [start, end] = [toDay(from), toDay(to)];
  let months = (end.year - start.year) * 12 + (end.month - start.month);
  const rest = end.day - start.day || clockOf(to) - clockOf(from);
  if (months > 0 && rest < 0) months--;
  else if (months < 0 && rest > 0) months++;
  return new YearsMonthsDuration(months);
}

function clockOf(value: FeelDate | FeelDateTime): number {
  return value instanceof FeelDate ? 0 : value.time.nanos;
}
