import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "./duration.ts";
import { FeelFunction } from "./function.ts";
import { isNumber } from "./number.ts";
import { FeelRange } from "./range.ts";
import { FeelTime } from "./time.ts";
import type { FeelContext, FeelDuration, FeelValue } from "./value.ts";

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

export function isDuration(value: FeelValue): value is FeelDuration {
  return value instanceof YearsMonthsDuration || value instanceof DaysTimeDuration;
}

export function isContext(value: FeelValue): value is FeelContext {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNumber(value)) return false;
  return !(
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelRange ||
    value instanceof FeelFunction ||
    isDuration(value)
  );
}

/** What a context says under a name; own properties only, so that `constructor` and `__proto__` are just names. */
export function member(context: FeelContext, name: string): FeelValue | undefined {
  return Object.hasOwn(context, name) ? context[name] : undefined;
}

/** A context that has no prototype, so that every name is free. */
export function contextOf(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  const context: Record<string, FeelValue> = Object.create(null);
  for (const [name, value] of entries) context[name] = value;
  return context;
}
