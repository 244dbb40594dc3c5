import { date } from "../values/date.ts";
import { dateTime } from "../values/date-time.ts";
import { duration } from "../values/duration.ts";
import { number } from "../values/number.ts";
import { time } from "../values/time.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, required, type NodeCompiler } from "./compiler.ts";
import type { Code } from "./scope.ts";

export function constant(value: FeelValue): Code {
  return () => value;
}

export const numericLiteral: NodeCompiler = (node, _names, compiler) => {
  const value = number(compiler.text(node).replace(/\s+/g, ""));
  return value ? constant(value) : compiler.problem("invalid_literal", "This number is too large.", node);
};

export const booleanLiteral: NodeCompiler = (node, _names, compiler) => constant(compiler.text(node) === "true");

export const nullLiteral: NodeCompiler = () => constant(null);

export const stringLiteral: NodeCompiler = (node, _names, compiler) => constant(unquote(compiler.text(node)));

/** `@"…"`: a date, a time, a date and time or a duration. */
export const atLiteral: NodeCompiler = (node, _names, compiler) => {
  const text = unquote(compiler.text(required(childNamed(node, "StringLiteral"))));
  const value = parseTemporal(text);
  return value ? constant(value) : compiler.problem("invalid_literal", `"${text}" is no date, time or duration.`, node);
};

export function parseTemporal(text: string): FeelValue {
  if (/^-?P/.test(text)) return duration(text);
  if (text.includes("T"))
    return text.indexOf(":") < text.indexOf("T") ? (time(text) ?? dateTime(text)) : dateTime(text);
  return date(text) ?? time(text);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(["'\\nrtbf]))/g, (whole, four, six, char: string) => {
      if (four !== undefined || six !== undefined) {
        const point = Number.parseInt(four ?? six, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      return ESCAPES[char] ?? char;
    });
}
