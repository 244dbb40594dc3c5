import type { Meter } from "../values/meter.ts";
import { character, sequence, type Attempt, type Matcher } from "./matcher.ts";
import { PatternParser } from "./parser.ts";
import { PatternError } from "./reader.ts";
import { replacementOf, type Found } from "./replacement.ts";

/** A regular expression that pays for each of its steps. */
export class Pattern {
  private readonly matcher: Matcher;
  private readonly groups: number;
  private readonly literal: boolean;

  constructor(matcher: Matcher, groups: number, literal: boolean) {
    this.matcher = matcher;
    this.groups = groups;
    this.literal = literal;
  }

  matches(input: string, meter: Meter): boolean {
    return this.find(Array.from(input), 0, meter) !== null;
  }

  /** Each match replaced; null if the replacement is not one, or if the pattern matches the empty text. */
  replace(input: string, replacement: string, meter: Meter): string | null {
    const made = this.literal ? () => replacement : replacementOf(replacement, this.groups);
    const found = this.all(input, meter);
    if (!made || !found) return null;
    const text = Array.from(input);
    let result = "";
    let last = 0;
    for (const match of found) {
      const inserted = made(match, text);
      meter.spend(inserted.length >> 5);
      result += text.slice(last, match.start).join("") + inserted;
      last = match.end;
    }
    return result + text.slice(last).join("");
  }

  split(input: string, meter: Meter): string[] | null {
    const found = this.all(input, meter);
    if (!found) return null;
    const text = Array.from(input);
    const starts = [0, ...found.map((match) => match.end)];
    return starts.map((start, index) => text.slice(start, found[index]?.start).join(""));
  }

  private all(input: string, meter: Meter): Found[] | null {
    if (this.find([], 0, meter)) return null;
    const text = Array.from(input);
    const matches: Found[] = [];
    for (let match = this.find(text, 0, meter); match; match = this.find(text, match.end, meter)) {
      if (match.end === match.start) return null;
      matches.push(match);
    }
    return matches;
  }

  private find(text: readonly string[], from: number, meter: Meter): Found | null {
    for (let start = from; start <= text.length; start++) {
      const attempt: Attempt = { text, groups: [], meter, depth: 0 };
      let end = -1;
      if (this.matcher(attempt, start, (at) => ((end = at), true))) return { start, end, groups: attempt.groups };
    }
    return null;
  }
}

/** The pattern; null if the source is none or a flag is unknown. */
export function compilePattern(source: string, flags: string, meter: Meter): Pattern | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  meter.spend(source.length);
  const ignoreCase = flags.includes("i");
  if (flags.includes("q")) return new Pattern(literalText(source, ignoreCase), 0, true);
  const plain = flags.includes("x") ? withoutSpace(source) : source;
  try {
    const parser = new PatternParser(plain, {
      dotAll: flags.includes("s"),
      multiline: flags.includes("m"),
      ignoreCase,
    });
    return new Pattern(parser.parse(), parser.groups, false);
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** Flag `q`: no character is special. */
function literalText(source: string, ignoreCase: boolean): Matcher {
  const fold = (char: string) => (ignoreCase ? char.toUpperCase().toLowerCase() : char);
  return sequence(Array.from(source).map((char) => character((found) => fold(found) === fold(char))));
}

/** Flag `x`: space does not count, except in a class. */
function withoutSpace(source: string): string {
  let depth = 0;
  let result = "";
  for (let index = 0; index < source.length; index++) {
    const char = source.charAt(index);
    if (char === "\\" && depth > 0) result += char + source.charAt(++index);
    else {
      if (char === "[") depth++;
      else if (char === "]") depth--;
      if (depth > 0 || !/[ \t\n\r]/.test(char)) result += char;
    }
  }
  return result;
}
