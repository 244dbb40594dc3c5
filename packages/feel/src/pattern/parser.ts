import * as matcher from "./matcher.ts";
import type { Matcher } from "./matcher.ts";
import type { Flags } from "./flags.ts";
import { PatternError, Reader } from "./reader.ts";
import { SPECIAL, SetsParser } from "./sets-parser.ts";
import type { CharacterSet } from "./set.ts";

const MAX_REPEAT = 100_000;

/** Reads a regular expression as XPath and XML Schema define it, straight into matchers. */
export class PatternParser {
  groups = 0;
  private readonly closed = new Set<number>();
  private readonly reader: Reader;
  private readonly sets: SetsParser;
  private readonly flags: Flags;

  constructor(source: string, flags: Flags) {
    this.reader = new Reader(source);
    this.sets = new SetsParser(this.reader, flags);
    this.flags = flags;
  }

  parse(): Matcher {
    const result = this.branches();
    if (!this.reader.done) throw new PatternError("unexpected");
    return result;
  }

  private branches(): Matcher {
    const branches = [this.branch()];
    while (this.reader.take("|")) branches.push(this.branch());
    return matcher.choice(branches);
  }

  private branch(): Matcher {
    const parts: Matcher[] = [];
    for (let char = this.reader.peek(); char !== undefined && char !== "|" && char !== ")"; char = this.reader.peek())
      parts.push(this.piece());
    return matcher.sequence(parts);
  }

  private piece(): Matcher {
    const atom = this.atom();
    const count = this.quantifier();
    if (typeof atom === "function") return count ? matcher.repeat(atom, count.min, count.max, count.greedy) : atom;
    const { set } = atom;
    return count ? matcher.repeatCharacter(set, count.min, count.max, count.greedy) : matcher.character(set);
  }

  private atom(): Matcher | { set: CharacterSet } {
    const char = this.reader.next();
    switch (char) {
      case "(":
        return this.group();
      case "[":
        return { set: this.sets.characterClass() };
      case "\\":
        return this.escape();
      case ".":
        return { set: this.flags.dotAll ? () => true : (found) => found !== "\n" && found !== "\r" };
      case "^":
        return matcher.condition(
          (text, at) => at === 0 || (this.flags.multiline && text[at - 1] === "\n" && at < text.length),
        );
      case "$":
        return matcher.condition((text, at) => at === text.length || (this.flags.multiline && text[at] === "\n"));
    }
    if (SPECIAL.includes(char)) throw new PatternError("unexpected");
    return { set: this.sets.literal(char) };
  }

  private group(): Matcher {
    const captures = !this.reader.take("?");
    if (!captures) this.reader.expect(":");
    const index = captures ? ++this.groups : 0;
    const inner = this.reader.nested(() => this.branches());
    this.reader.expect(")");
    if (!captures) return inner;
    this.closed.add(index);
    return matcher.group(index, inner);
  }

  private escape(): Matcher | { set: CharacterSet } {
    const letter = this.reader.next();
    if (/[1-9]/.test(letter)) return this.backReference(letter);
    return { set: this.sets.escapedSet(letter) };
  }

  /** A group can be referred to after it is closed; `\11` is group 11 only if there is one. */
  private backReference(first: string): Matcher {
    let index = Number(first);
    while (/^\d$/.test(this.reader.peek() ?? "") && index * 10 + Number(this.reader.peek()) <= this.groups)
      index = index * 10 + Number(this.reader.next());
    if (!this.closed.has(index)) throw new PatternError("no such group");
    const fold = (char: string) => (this.flags.ignoreCase ? char.toUpperCase().toLowerCase() : char);
    return matcher.backReference(index, (left, right) => fold(left) === fold(right));
  }

  private quantifier(): { min: number; max: number; greedy: boolean } | null {
    const range = this.range();
    if (!range) return null;
    const greedy = !this.reader.take("?");
    if (["?", "*", "+", "{"].includes(this.reader.peek() ?? "")) throw new PatternError("two quantifiers");
    return { ...range, greedy };
  }

  private range(): { min: number; max: number } | null {
    if (this.reader.take("?")) return { min: 0, max: 1 };
    if (this.reader.take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.reader.take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (!this.reader.take("{")) return null;
    const min = this.integer();
    if (min === null) throw new PatternError("no number");
    const max = this.reader.take(",") ? (this.integer() ?? Number.POSITIVE_INFINITY) : min;
    this.reader.expect("}");
    if (min > max) throw new PatternError("reversed");
    return { min, max };
  }

  private integer(): number | null {
    let digits = "";
    while (/^[0-9]$/.test(this.reader.peek() ?? "")) digits += this.reader.next();
    if (digits === "") return null;
    if (Number(digits) > MAX_REPEAT) throw new PatternError("too many");
    return Number(digits);
  }
}
