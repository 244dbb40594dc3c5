import { isList } from "./context.ts";
import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import type { Meter } from "./meter.ts";
import { FeelTime } from "./time.ts";
import { isInstance, type FeelType } from "./type.ts";
import type { FeelValue } from "./value.ts";

/**
 * The value as the type asks for it: itself; the one item of a list; a list of one; midnight (UTC) of a date.
 * Null if it cannot be had.
 */
export function coerce(value: FeelValue, type: FeelType, meter?: Meter): FeelValue {
  if (value === null || isInstance(value, type, meter)) return value;
  if (isListType(type)) {
    const single = [value];
    return !isList(value) && isInstance(single, type, meter) ? single : null;
  }
  if (isList(value) && value.length === 1) return coerce(value[0] ?? null, type, meter);
  if (value instanceof FeelDate && type.kind === "simple" && type.name === "date and time")
    return new FeelDateTime(value, new FeelTime(0, { offset: 0 }));
  return null;
}

function isListType(type: FeelType): boolean {
  if (type.kind === "restricted") return isListType(type.base);
  return type.kind === "list" || (type.kind === "simple" && type.name === "list");
}
