import { addMonths, FeelDate, dateFromEpochDay } from "./date.ts";
import { FeelDateTime, moveInstant } from "./date-time.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "./duration.ts";
import { Decimal128, finite, integer, isNumber, type FeelNumber } from "./number.ts";
import { FeelTime, NANOS_PER_DAY, NANOS_PER_SECOND } from "./time.ts";
import { isDuration } from "./context.ts";
import type { FeelDuration, FeelValue } from "./value.ts";

const SECONDS_PER_DAY = 86_400;

/** The sum; null where there is none. */
export function add(left: FeelValue, right: FeelValue): FeelValue {
  if (isNumber(left)) return isNumber(right) ? finite(left.plus(right)) : null;
  if (typeof left === "string") return typeof right === "string" ? left + right : null;
  if (isDuration(left)) return isDuration(right) ? addDurations(left, right) : shift(right, left);
  return isDuration(right) ? shift(left, right) : null;
}

export function subtract(left: FeelValue, right: FeelValue): FeelValue {
  if (isNumber(left)) return isNumber(right) ? finite(left.minus(right)) : null;
  if (isDuration(right)) {
    const opposite = negateDuration(right);
    return isDuration(left) ? addDurations(left, opposite) : shift(left, opposite);
  }
  return between(left, right);
}

export function multiply(left: FeelValue, right: FeelValue): FeelValue {
  if (isNumber(left)) {
    if (isNumber(right)) return finite(left.times(right));
    return isDuration(right) ? scale(right, left) : null;
  }
  return isDuration(left) && isNumber(right) ? scale(left, right) : null;
}

export function divide(left: FeelValue, right: FeelValue): FeelValue {
  if (isNumber(right)) {
    if (right.isZero()) return null;
    if (isNumber(left)) return finite(left.div(right));
    return isDuration(left) ? scale(left, integer(1).div(right), right) : null;
  }
  if (left instanceof YearsMonthsDuration && right instanceof YearsMonthsDuration)
    return right.totalMonths === 0 ? null : new Decimal128(left.totalMonths).div(right.totalMonths);
  if (left instanceof DaysTimeDuration && right instanceof DaysTimeDuration)
    return right.totalSeconds.isZero() ? null : finite(left.totalSeconds.div(right.totalSeconds));
  return null;
}

export function power(left: FeelValue, right: FeelValue): FeelValue {
  if (!isNumber(left) || !isNumber(right)) return null;
  return finite(left.pow(right));
}

export function negate(value: FeelValue): FeelValue {
  if (isNumber(value)) return value.isZero() ? value : value.neg();
  return isDuration(value) ? negateDuration(value) : null;
}

function negateDuration(value: FeelDuration): FeelDuration {
  return value instanceof YearsMonthsDuration
    ? new YearsMonthsDuration(-value.totalMonths)
    : new DaysTimeDuration(value.totalSeconds.neg());
}

function addDurations(left: FeelDuration, right: FeelDuration): FeelValue {
  if (left instanceof YearsMonthsDuration && right instanceof YearsMonthsDuration)
    return months(left.totalMonths + right.totalMonths);
  if (left instanceof DaysTimeDuration && right instanceof DaysTimeDuration)
    return new DaysTimeDuration(left.totalSeconds.plus(right.totalSeconds));
  return null;
}

/** Multiplies, or divides where the divisor is given: dividing by 3 is exact, multiplying by a third is not. */
function scale(value: FeelDuration, factor: FeelNumber, divisor?: FeelNumber): FeelValue {
  const apply = (amount: FeelNumber) => (divisor ? amount.div(divisor) : amount.times(factor));
  if (value instanceof YearsMonthsDuration) return months(apply(new Decimal128(value.totalMonths)).trunc().toNumber());
  const total = finite(apply(value.totalSeconds));
  return total && new DaysTimeDuration(total);
}

function months(total: number): YearsMonthsDuration | null {
  return Number.isSafeInteger(total) ? new YearsMonthsDuration(total) : null;
}

/** A point in time, moved by a duration. A date moves by whole days only, as it has no time. */
function shift(point: FeelValue, by: FeelDuration): FeelValue {
  if (by instanceof YearsMonthsDuration) {
    if (point instanceof FeelDate) return addMonths(point, by.totalMonths);
    if (!(point instanceof FeelDateTime)) return null;
    const day = addMonths(point.date, by.totalMonths);
    return day && new FeelDateTime(day, point.time);
  }
  const { days, nanos } = split(by.totalSeconds);
  if (point instanceof FeelDate) return dateFromEpochDay(point.epochDay + days);
  if (point instanceof FeelTime)
    return new FeelTime((((point.nanos + nanos) % NANOS_PER_DAY) + NANOS_PER_DAY) % NANOS_PER_DAY, point.zone);
  return point instanceof FeelDateTime ? moveInstant(point, days, nanos) : null;
}

function split(totalSeconds: FeelNumber): { days: number; nanos: number } {
  const days = totalSeconds.div(SECONDS_PER_DAY).floor();
  const rest = totalSeconds.minus(days.times(SECONDS_PER_DAY));
  return { days: days.toNumber(), nanos: Math.round(rest.times(NANOS_PER_SECOND).toNumber()) };
}

/** The time between two points of the same kind; a date counts as its midnight. */
function between(left: FeelValue, right: FeelValue): FeelValue {
  if (left instanceof FeelTime && right instanceof FeelTime) {
    if ((left.zone === null) !== (right.zone === null)) return null;
    return elapsed(0, left.utcNanos - right.utcNanos);
  }
  const a = toDateTime(left, right);
  const b = toDateTime(right, left);
  if (!a || !b || (a.zone === null) !== (b.zone === null)) return null;
  const [from, to] = [b.instant, a.instant];
  return elapsed(to.day - from.day, to.nanos - from.nanos);
}

function toDateTime(value: FeelValue, other: FeelValue): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value;
  if (!(value instanceof FeelDate)) return null;
  const zone = other instanceof FeelDateTime && other.zone ? { offset: 0 } : null;
  return new FeelDateTime(value, new FeelTime(0, zone));
}

function elapsed(days: number, nanos: number): DaysTimeDuration {
  return new DaysTimeDuration(
    new Decimal128(days).times(SECONDS_PER_DAY).plus(new Decimal128(nanos).div(NANOS_PER_SECOND)),
  );
}
