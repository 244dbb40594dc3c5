import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "./duration.ts";
import { isNumber } from "./number.ts";
import { FeelTime } from "./time.ts";
import type { FeelValue } from "./value.ts";

/** Below, at or above zero like a comparator; null where the two have no order. */
export function compare(left: FeelValue, right: FeelValue): number | null {
  if (isNumber(left)) return isNumber(right) ? left.cmp(right) : null;
  if (typeof left === "string") return typeof right === "string" ? compareText(left, right) : null;
  if (left instanceof FeelDate) return right instanceof FeelDate ? left.epochDay - right.epochDay : null;
  if (left instanceof FeelDateTime) return right instanceof FeelDateTime ? compareDateTimes(left, right) : null;
  if (left instanceof FeelTime) return right instanceof FeelTime ? compareTimes(left, right) : null;
  if (left instanceof YearsMonthsDuration)
    return right instanceof YearsMonthsDuration ? left.totalMonths - right.totalMonths : null;
  if (left instanceof DaysTimeDuration)
    return right instanceof DaysTimeDuration ? left.totalSeconds.cmp(right.totalSeconds) : null;
  return null;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** A time that tells its zone and one that does not cannot be compared: nobody knows which is earlier. */
function compareTimes(left: FeelTime, right: FeelTime): number | null {
  if ((left.zone === null) !== (right.zone === null)) return null;
  return left.utcNanos - right.utcNanos;
}

function compareDateTimes(left: FeelDateTime, right: FeelDateTime): number | null {
  if ((left.zone === null) !== (right.zone === null)) return null;
  const [a, b] = [left.instant, right.instant];
  return a.day - b.day || a.nanos - b.nanos;
}
