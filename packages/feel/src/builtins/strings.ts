import { toSafeInteger, integer, type FeelNumber } from "../values/number.ts";
import type { FeelValue } from "../values/value.ts";
import { builtin, form } from "./builtin.ts";
import { list, numeric, optional, text } from "./parameters.ts";

/** Positions and lengths count characters as people do (code points), not the halves that JavaScript counts. */
export const stringFunctions = [
  builtin(
    "substring",
    form([text("string"), numeric("start position"), optional(numeric("length"))], ([string, start, length]) =>
      substring(string, start, length),
    ),
  ),
  builtin(
    "string length",
    form([text("string")], ([string]) => integer(characters(string).length)),
  ),
  builtin(
    "upper case",
    form([text("string")], ([string]) => string.toUpperCase()),
  ),
  builtin(
    "lower case",
    form([text("string")], ([string]) => string.toLowerCase()),
  ),
  builtin(
    "substring before",
    form([text("string"), text("match")], ([string, match]) => {
      const index = string.indexOf(match);
      return index === -1 ? "" : string.slice(0, index);
    }),
  ),
  builtin(
    "substring after",
    form([text("string"), text("match")], ([string, match]) => {
      const index = string.indexOf(match);
      return index === -1 ? "" : string.slice(index + match.length);
    }),
  ),
  builtin(
    "contains",
    form([text("string"), text("match")], ([string, match]) => string.includes(match)),
  ),
  builtin(
    "starts with",
    form([text("string"), text("match")], ([string, match]) => string.startsWith(match)),
  ),
  builtin(
    "ends with",
    form([text("string"), text("match")], ([string, match]) => string.endsWith(match)),
  ),
  builtin(
    "string join",
    form(
      [list("list"), optional(text("delimiter")), optional(text("prefix")), optional(text("suffix"))],
      ([parts, delimiter, prefix, suffix], evaluation) => {
        const texts = parts.filter((part) => part !== null);
        if (!areTexts(texts)) return null;
        evaluation.spend(texts.reduce((sum, part) => sum + part.length + (delimiter?.length ?? 0), 0) >> 5);
        return (prefix ?? "") + texts.join(delimiter ?? "") + (suffix ?? "");
      },
    ),
  ),
];

export function characters(string: string): string[] {
  return Array.from(string);
}

function substring(string: string, start: FeelNumber, length: FeelNumber | null): string | null {
  const all = characters(string);
  const from = toSafeInteger(start);
  if (from === null || from === 0 || Math.abs(from) > all.length) return null;
  const begin = from > 0 ? from - 1 : all.length + from;
  if (length === null) return all.slice(begin).join("");
  const count = toSafeInteger(length.floor());
  return count === null || count < 1 ? null : all.slice(begin, begin + count).join("");
}

function areTexts(values: readonly FeelValue[]): values is string[] {
  return values.every((value) => typeof value === "string");
}
