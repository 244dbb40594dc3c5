import { print } from "../values/format.ts";
import { date, dateOf, FeelDate } from "../values/date.ts";
import { dateTime, FeelDateTime } from "../values/date-time.ts";
import { DaysTimeDuration, duration } from "../values/duration.ts";
import { number, toSafeInteger, type FeelNumber } from "../values/number.ts";
import { FeelTime, NANOS_PER_SECOND, time, timeOf } from "../values/time.ts";
import type { FeelDuration, FeelValue } from "../values/value.ts";
import { parseZone, type Zone } from "../values/zone.ts";
import { builtin, form } from "./builtin.ts";
import { anything, clock, day, dayOrMoment, moment, numeric, optional, span, text } from "./parameters.ts";
import { parseRange } from "./range-literal.ts";

export const conversionFunctions = [
  builtin(
    "date",
    form([text("from")], ([from]) => date(from)),
    form([day("from")], ([from]) => from),
    form([moment("from")], ([from]) => from.date),
    form([numeric("year"), numeric("month"), numeric("day")], ([year, month, dayOfMonth]) =>
      dateOf(year.toNumber(), month.toNumber(), dayOfMonth.toNumber()),
    ),
  ),
  builtin(
    "time",
    form([text("from")], ([from]) => time(from)),
    form([clock("from")], ([from]) => from),
    form([moment("from")], ([from]) => from.time),
    form([day("from")], () => new FeelTime(0, { offset: 0 })),
    form([numeric("hour"), numeric("minute"), numeric("second"), optional(span("offset"))], ([h, m, s, offset]) =>
      timeFrom(h, m, s, offset),
    ),
  ),
  builtin(
    "date and time",
    form([text("from")], ([from]) => dateTime(from)),
    form([moment("from")], ([from]) => from),
    form([day("from")], ([from]) => new FeelDateTime(from, new FeelTime(0, { offset: 0 }))),
    form([dayOrMoment("date"), clock("time")], ([from, at]) => new FeelDateTime(dayOf(from), at)),
    form([moment("date"), text("timezone")], ([from, zone]) => inZone(from, zone)),
  ),
  builtin(
    "duration",
    form([text("from")], ([from]) => duration(from)),
    form([span("from")], ([from]) => from),
  ),
  builtin(
    "number",
    form([numeric("from")], ([from]) => from),
    form(
      [text("from"), optional(text("grouping separator")), optional(text("decimal separator"))],
      ([from, grouping, decimal]) => numberFrom(from, grouping, decimal),
    ),
  ),
  builtin(
    "string",
    form([anything("from")], ([from], evaluation) => (from === null ? null : print(from, evaluation))),
  ),
  builtin(
    "range",
    form([text("from")], ([from]) => parseRange(from)),
  ),
];

function dayOf(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDate ? value : value.date;
}

function timeFrom(h: FeelNumber, m: FeelNumber, s: FeelNumber, offset: FeelDuration | null): FeelValue {
  const nanos = s.times(NANOS_PER_SECOND).trunc().toNumber();
  if (offset === null) return timeOf(h.toNumber(), m.toNumber(), nanos, null);
  if (!(offset instanceof DaysTimeDuration)) return null;
  const seconds = toSafeInteger(offset.totalSeconds);
  return seconds === null || Math.abs(seconds) > 18 * 3600
    ? null
    : timeOf(h.toNumber(), m.toNumber(), nanos, { offset: seconds });
}

function inZone(from: FeelDateTime, name: string): FeelDateTime | null {
  const zone: Zone | null = parseZone(name) ?? parseZone(`@${name}`);
  return zone && new FeelDateTime(from.date, new FeelTime(from.time.nanos, zone));
}

const PLAIN = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** `1.000,50` with the separators told; only space, comma and point may separate. */
function numberFrom(from: string, grouping: string | null, decimal: string | null): FeelNumber | null {
  if (grouping !== null && ![" ", ",", "."].includes(grouping)) return null;
  if (decimal !== null && ![",", "."].includes(decimal)) return null;
  if (grouping !== null && grouping === decimal) return null;
  const ungrouped = grouping === null ? from : from.replaceAll(grouping, "");
  if (decimal === "," && ungrouped.includes(".")) return null;
  const plain = decimal === null ? ungrouped : ungrouped.replace(decimal, ".");
  return PLAIN.test(plain) ? number(plain) : null;
}
