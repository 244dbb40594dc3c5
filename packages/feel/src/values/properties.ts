import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { DaysTimeDuration, YearsMonthsDuration, seconds } from "./duration.ts";
import { Decimal128, integer } from "./number.ts";
import { FeelRange } from "./range.ts";
import { FeelTime, NANOS_PER_SECOND } from "./time.ts";
import type { FeelValue } from "./value.ts";
import { offsetAt, type Zone } from "./zone.ts";

type Properties<Value> = Readonly<Record<string, (value: Value) => FeelValue>>;

const ofDate: Properties<FeelDate> = {
  year: (value) => integer(value.year),
  month: (value) => integer(value.month),
  day: (value) => integer(value.day),
  weekday: (value) => integer(value.weekday),
};

const ofTime: Properties<FeelTime> = {
  hour: (value) => integer(value.hour),
  minute: (value) => integer(value.minute),
  second: (value) => new Decimal128(value.fraction).div(NANOS_PER_SECOND).plus(value.second),
  timezone: (value) => zoneName(value.zone),
  "time offset": (value) => (value.zone ? seconds(offsetAt(value.zone, value.nanos / NANOS_PER_SECOND)) : null),
};

const ofDateTime: Properties<FeelDateTime> = {
  "time offset": (value) => (value.zone ? seconds(value.offset) : null),
};

const ofYearsMonths: Properties<YearsMonthsDuration> = {
  years: (value) => integer(value.years),
  months: (value) => integer(value.months),
};

const ofDaysTime: Properties<DaysTimeDuration> = {
  days: (value) => value.parts.days,
  hours: (value) => value.parts.hours,
  minutes: (value) => value.parts.minutes,
  seconds: (value) => value.parts.seconds,
};

const ofRange: Properties<FeelRange> = {
  start: (value) => value.start,
  end: (value) => value.end,
  "start included": (value) => value.startIncluded,
  "end included": (value) => value.endIncluded,
};

/** A property such as `year` or `time offset`; undefined if the value has none of this name. */
export function property(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return from(ofDate, name, value);
  if (value instanceof FeelTime) return from(ofTime, name, value);
  if (value instanceof FeelDateTime)
    return from(ofDateTime, name, value) ?? from(ofDate, name, value.date) ?? from(ofTime, name, value.time);
  if (value instanceof YearsMonthsDuration) return from(ofYearsMonths, name, value);
  if (value instanceof DaysTimeDuration) return from(ofDaysTime, name, value);
  return value instanceof FeelRange ? from(ofRange, name, value) : undefined;
}

function from<Value>(properties: Properties<Value>, name: string, value: Value): FeelValue | undefined {
  return Object.hasOwn(properties, name) ? properties[name]?.(value) : undefined;
}

function zoneName(zone: Zone | null): string | null {
  return zone && "name" in zone ? zone.name : null;
}
