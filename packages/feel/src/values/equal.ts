import { compare } from "./compare.ts";
import { isContext, isList } from "./context.ts";
import { FeelDateTime } from "./date-time.ts";
import { FeelFunction } from "./function.ts";
import type { Meter } from "./meter.ts";
import { FeelRange } from "./range.ts";
import { FeelTime } from "./time.ts";
import type { FeelContext, FeelValue } from "./value.ts";

/** Equality as FEEL's `=`: null for values of different kinds, except that null itself equals only null. */
export function equal(left: FeelValue, right: FeelValue, meter?: Meter): boolean | null {
  if (left === null || right === null) return left === right;
  if (typeof left === "boolean") return typeof right === "boolean" ? left === right : null;
  if (isList(left)) return isList(right) ? equalLists(left, right, meter) : null;
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right, meter) : null;
  if (left instanceof FeelFunction) return right instanceof FeelFunction ? left === right : null;
  if (isContext(left)) return isContext(right) ? equalContexts(left, right, meter) : null;
  if (tellZonesDifferently(left, right)) return false;
  const order = compare(left, right);
  return order === null ? null : order === 0;
}

/** A time with a zone is never the time without one, though nobody can say which is earlier. */
function tellZonesDifferently(left: FeelValue, right: FeelValue): boolean {
  const comparable =
    (left instanceof FeelTime && right instanceof FeelTime) ||
    (left instanceof FeelDateTime && right instanceof FeelDateTime);
  return comparable && (left.zone === null) !== (right.zone === null);
}

function equalLists(left: readonly FeelValue[], right: readonly FeelValue[], meter?: Meter): boolean | null {
  if (left.length !== right.length) return false;
  meter?.spend(left.length);
  return every(left.map((value, index) => () => equal(value, right[index] ?? null, meter)));
}

function equalContexts(left: FeelContext, right: FeelContext, meter?: Meter): boolean | null {
  const names = Object.keys(left);
  meter?.spend(names.length);
  if (names.length !== Object.keys(right).length) return false;
  if (!names.every((name) => Object.hasOwn(right, name))) return false;
  return every(names.map((name) => () => equal(left[name] ?? null, right[name] ?? null, meter)));
}

function equalRanges(left: FeelRange, right: FeelRange, meter?: Meter): boolean | null {
  if (left.startIncluded !== right.startIncluded || left.endIncluded !== right.endIncluded) return false;
  return every([() => equal(left.start, right.start, meter), () => equal(left.end, right.end, meter)]);
}

function every(tests: readonly (() => boolean | null)[]): boolean | null {
  let unsure = false;
  for (const test of tests) {
    const result = test();
    if (result === false) return false;
    if (result === null) unsure = true;
  }
  return unsure ? null : true;
}
