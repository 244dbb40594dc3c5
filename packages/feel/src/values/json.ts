import { FeelError } from "../feel-error.ts";
import { contextOf, isContext, isList } from "./context.ts";
import { FeelFunction } from "./function.ts";
import { isNumber, number } from "./number.ts";
import { FeelRange } from "./range.ts";
import type { FeelValue } from "./value.ts";
import { format } from "./format.ts";

const MAX_DEPTH = 200;

/** A FEEL value from plain data. Text stays text: a date is made by `date(…)`, here or in the expression. */
export function fromJson(value: unknown): FeelValue {
  return read(value, 0);
}

function read(value: unknown, depth: number): FeelValue {
  if (depth > MAX_DEPTH) throw new FeelError("too_deep", `The data is nested more than ${MAX_DEPTH} deep.`);
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return number(value);
  if (Array.isArray(value)) return value.map((item) => read(item, depth + 1));
  if (typeof value === "object" && isPlain(value))
    return contextOf(Object.entries(value).map(([name, entry]) => [name, read(entry, depth + 1)] as const));
  return isFeelObject(value) ? value : null;
}

/** Plain data from a FEEL value: a number that JavaScript cannot hold exactly becomes text, as do dates and ranges. */
export function toJson(value: FeelValue): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isNumber(value)) {
    const plain = value.toNumber();
    return Number.isFinite(plain) && value.eq(plain) && Math.abs(plain) <= Number.MAX_SAFE_INTEGER
      ? plain
      : value.toFixed();
  }
  if (isList(value)) return value.map(toJson);
  if (value instanceof FeelRange) return format(value);
  if (value instanceof FeelFunction) return null;
  if (isContext(value)) {
    const plain: Record<string, unknown> = Object.create(null);
    for (const [name, entry] of Object.entries(value)) plain[name] = toJson(entry);
    return Object.hasOwn(plain, "__proto__") ? plain : { ...plain };
  }
  return value.toString();
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isFeelObject(value: unknown): value is FeelValue {
  if (typeof value !== "object" || value === null) return false;
  const candidate = value as FeelValue;
  return isNumber(candidate) || !isContext(candidate);
}
