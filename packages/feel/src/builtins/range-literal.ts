import { compare } from "../values/compare.ts";
import { date } from "../values/date.ts";
import { dateTime } from "../values/date-time.ts";
import { duration } from "../values/duration.ts";
import { number } from "../values/number.ts";
import { FeelRange } from "../values/range.ts";
import { time } from "../values/time.ts";
import type { FeelValue } from "../values/value.ts";

const LITERAL = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

/** A range from its text, as `range("[1..5)")` takes it: the ends are literals, nothing is computed. */
export function parseRange(source: string): FeelRange | null {
  const match = LITERAL.exec(source);
  if (!match) return null;
  const [, open, from = "", to = "", close] = match;
  const [start, end] = [endpoint(from), endpoint(to)];
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  // An end without bound cannot be included.
  if ((start === null && open === "[") || (end === null && close === "]")) return null;
  if (start !== null && end !== null) {
    const order = compare(start, end);
    if (order === null || order > 0) return null;
  }
  return new FeelRange(start, end, open === "[", close === "]");
}

function endpoint(source: string): FeelValue | undefined {
  if (source === "") return null;
  if (/^-?\d+(\.\d+)?$|^-?\.\d+$/.test(source)) return number(source) ?? undefined;
  const quoted = /^"([^"\\]*)"$/.exec(source);
  if (quoted) return quoted[1];
  const call = /^(?:@\s*|(date and time|date|time|duration)\s*\(\s*)"([^"\\]*)"\s*(\)?)$/.exec(source);
  if (!call || (call[1] !== undefined) !== (call[3] === ")")) return undefined;
  return temporal(call[1], call[2] ?? "") ?? undefined;
}

function temporal(kind: string | undefined, text: string): FeelValue {
  switch (kind) {
    case "date":
      return date(text);
    case "time":
      return time(text);
    case "date and time":
      return dateTime(text);
    case "duration":
      return duration(text);
    default:
      return duration(text) ?? date(text) ?? time(text) ?? dateTime(text);
  }
}
