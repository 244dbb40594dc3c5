import { isList } from "./context.ts";
import { FeelDateTime } from "./date-time.ts";
import { equal } from "./equal.ts";
import type { Meter } from "./meter.ts";
import { FeelTime } from "./time.ts";
import type { FeelValue } from "./value.ts";
import { formatZone } from "./zone.ts";

/** `is(a, b)`: the same element of the same domain; 23:00Z and 24:00+01:00 are equal but not the same. */
export function strictlySame(left: FeelValue, right: FeelValue, meter?: Meter): boolean {
  meter?.spend(1);
  if (left instanceof FeelTime && right instanceof FeelTime) return sameTime(left, right);
  if (left instanceof FeelDateTime && right instanceof FeelDateTime)
    return left.date.epochDay === right.date.epochDay && sameTime(left.time, right.time);
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((item, index) => strictlySame(item, right[index] ?? null, meter));
  return equal(left, right, meter) === true;
}

function sameTime(left: FeelTime, right: FeelTime): boolean {
  const zone = (time: FeelTime) => (time.zone ? formatZone(time.zone) : "");
  return left.nanos === right.nanos && zone(left) === zone(right);
}
