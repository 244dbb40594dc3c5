import { isContext, isDuration, isList } from "./context.ts";
import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { FeelFunction } from "./function.ts";
import type { Meter } from "./meter.ts";
import { isNumber, type FeelNumber } from "./number.ts";
import { FeelRange } from "./range.ts";
import { FeelTime } from "./time.ts";
import type { FeelValue } from "./value.ts";

/** The value as FEEL text, as it would stand in a list: `"text"`, `1.5`, `[1, 2]`, `{a: 1}`, `@"2026-01-31"`. */
export function format(value: FeelValue, meter?: Meter): string {
  if (typeof value === "string") {
    meter?.spend(1 + (value.length >> 5));
    return JSON.stringify(value);
  }
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || isDuration(value))
    return `@"${value.toString()}"`;
  return print(value, meter);
}

/** The value as the built-in `string()` prints it: text and dates stand bare. */
export function print(value: FeelValue, meter?: Meter): string {
  // A small list may hold another twice, that one again another twice, and so on: the text is what costs.
  meter?.spend(1);
  if (value === null) return "null";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (isNumber(value)) return printNumber(value, meter);
  if (isList(value)) return `[${value.map((item) => format(item, meter)).join(", ")}]`;
  if (value instanceof FeelRange) return formatRange(value, meter);
  if (value instanceof FeelFunction)
    return `function(${value.parameters.map((parameter) => parameter.name).join(", ")})`;
  if (isContext(value))
    return `{${Object.entries(value)
      .map(([name, entry]) => `${formatKey(name)}: ${format(entry, meter)}`)
      .join(", ")}}`;
  return value.toString();
}

function printNumber(value: FeelNumber, meter?: Meter): string {
  const digits = Math.abs(value.e);
  if (digits > 64) meter?.spend(digits);
  return value.toFixed();
}

function formatRange(range: FeelRange, meter?: Meter): string {
  if (range.start === null && range.end !== null)
    return `${range.endIncluded ? "<=" : "<"} ${format(range.end, meter)}`;
  if (range.end === null && range.start !== null)
    return `${range.startIncluded ? ">=" : ">"} ${format(range.start, meter)}`;
  const open = range.startIncluded ? "[" : "(";
  return `${open}${format(range.start, meter)}..${format(range.end, meter)}${range.endIncluded ? "]" : ")"}`;
}

function formatKey(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name);
}
