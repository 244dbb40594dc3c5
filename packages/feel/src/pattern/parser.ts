import * as matcher from "./matcher.ts";
import type { Matcher } from "./matcher.ts";
import * as sets from "./set.ts";
import type { CharacterSet } from "./set.ts";

export interface Flags {
  /** `s`: the point also matches the end of a line. */
  readonly dotAll: boolean;
  /** `m`: `^` and `$` match at every line. */
  readonly multiline: boolean;
  readonly ignoreCase: boolean;
}

/** The source is no pattern. */
export class PatternError extends Error {}

const SPECIAL = ".\\?*+{}()|[]^$";
const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const MAX_NESTING = 50;
const MAX_REPEAT = 100_000;

/** Reads a regular expression as XPath and XML Schema define it, straight into matchers. */
export class PatternParser {
  groups = 0;
  private readonly closed = new Set<number>();
  private readonly chars: readonly string[];
  private readonly flags: Flags;
  private at = 0;
  private nesting = 0;

  constructor(source: string, flags: Flags) {
    this.chars = Array.from(source);
    this.flags = flags;
  }

  parse(): Matcher {
    const result = this.branches();
    if (this.at < this.chars.length) throw new PatternError("unexpected");
    return result;
  }

  private branches(): Matcher {
    if (++this.nesting > MAX_NESTING) throw new PatternError("too deep");
    const branches = [this.branch()];
    while (this.take("|")) branches.push(this.branch());
    this.nesting--;
    return matcher.choice(branches);
  }

  private branch(): Matcher {
    const parts: Matcher[] = [];
    for (let char = this.peek(); char !== undefined && char !== "|" && char !== ")"; char = this.peek())
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
    const char = this.next();
    switch (char) {
      case "(":
        return this.group();
      case "[":
        return { set: this.characterClass() };
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
    return { set: this.literal(char) };
  }

  private group(): Matcher {
    const captures = !this.take("?");
    if (!captures) this.expect(":");
    const index = captures ? ++this.groups : 0;
    const inner = this.branches();
    this.expect(")");
    if (!captures) return inner;
    this.closed.add(index);
    return matcher.group(index, inner);
  }

  private escape(): Matcher | { set: CharacterSet } {
    const letter = this.next();
    if (/[1-9]/.test(letter)) return this.backReference(letter);
    return { set: this.escapedSet(letter) };
  }

  /** A group can be referred to after it is closed; `\11` is group 11 only if there is one. */
  private backReference(first: string): Matcher {
    let index = Number(first);
    while (/^\d$/.test(this.peek() ?? "") && index * 10 + Number(this.peek()) <= this.groups)
      index = index * 10 + Number(this.next());
    if (!this.closed.has(index)) throw new PatternError("no such group");
    const fold = (char: string) => (this.flags.ignoreCase ? char.toUpperCase().toLowerCase() : char);
    return matcher.backReference(index, (left, right) => fold(left) === fold(right));
  }

  private escapedSet(letter: string): CharacterSet {
    if (letter === "p" || letter === "P") {
      this.expect("{");
      let name = "";
      for (let char = this.next(); char !== "}"; char = this.next()) name += char;
      const set = sets.propertySet(name);
      if (!set) throw new PatternError("unknown property");
      return letter === "p" ? set : sets.not(set);
    }
    const many = sets.escapeSet(letter);
    if (many) return many;
    return this.literal(this.escapedChar(letter));
  }

  private escapedChar(letter: string): string {
    const single = Object.hasOwn(SINGLE_ESCAPES, letter) ? SINGLE_ESCAPES[letter] : undefined;
    if (single !== undefined) return single;
    if (!SPECIAL.includes(letter) && letter !== "-") throw new PatternError("unknown escape");
    return letter;
  }

  private literal(char: string): CharacterSet {
    if (!this.flags.ignoreCase) return (found) => found === char;
    const folded = char.toUpperCase().toLowerCase();
    return (found) => found === char || found.toUpperCase().toLowerCase() === folded;
  }

  /** `[a-z-[aeiou]]`: case is ignored in each part by itself, so that `[^Q]` has neither Q nor q. */
  private characterClass(): CharacterSet {
    if (++this.nesting > MAX_NESTING) throw new PatternError("too deep");
    const negated = this.take("^");
    const members: CharacterSet[] = [];
    let excluded: CharacterSet | null = null;
    for (let first = true; !this.take("]"); first = false) {
      if (!first && this.peek() === "-" && this.chars[this.at + 1] === "[") {
        this.at += 2;
        excluded = this.characterClass();
        this.expect("]");
        break;
      }
      members.push(this.classMember(first));
    }
    this.nesting--;
    if (members.length === 0) throw new PatternError("empty class");
    const some = sets.anyOf(members);
    const own = this.flags.ignoreCase ? sets.ignoringCase(some) : some;
    const included = negated ? sets.not(own) : own;
    return excluded ? (char) => included(char) && !excluded(char) : included;
  }

  private classMember(first: boolean): CharacterSet {
    const low = this.classChar(first);
    if (typeof low === "function") return low;
    const isRange = this.peek() === "-" && !["]", "[", undefined].includes(this.chars[this.at + 1]);
    if (!isRange) return (char) => char === low;
    this.at++;
    const high = this.classChar(false);
    if (typeof high === "function" || low === "-") throw new PatternError("no range");
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (from > to) throw new PatternError("range is reversed");
    return sets.range(from, to);
  }

  /** A hyphen stands for itself only at the beginning or the end. */
  private classChar(first: boolean): string | CharacterSet {
    const char = this.next();
    if (char === "[" || char === "]") throw new PatternError("unexpected");
    if (char === "-" && !first && this.peek() !== "]") throw new PatternError("misplaced hyphen");
    if (char !== "\\") return char;
    const letter = this.next();
    if (letter === "p" || letter === "P") return this.escapedSet(letter);
    return sets.escapeSet(letter) ?? this.escapedChar(letter);
  }

  private quantifier(): { min: number; max: number; greedy: boolean } | null {
    const range = this.range();
    if (!range) return null;
    const greedy = !this.take("?");
    if (["?", "*", "+", "{"].includes(this.peek() ?? "")) throw new PatternError("two quantifiers");
    return { ...range, greedy };
  }

  private range(): { min: number; max: number } | null {
    if (this.take("?")) return { min: 0, max: 1 };
    if (this.take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (!this.take("{")) return null;
    const min = this.integer();
    if (min === null) throw new PatternError("no number");
    const max = this.take(",") ? (this.integer() ?? Number.POSITIVE_INFINITY) : min;
    this.expect("}");
    if (min > max) throw new PatternError("reversed");
    return { min, max };
  }

  private integer(): number | null {
    let digits = "";
    while (/^[0-9]$/.test(this.peek() ?? "")) digits += this.next();
    if (digits === "") return null;
    if (Number(digits) > MAX_REPEAT) throw new PatternError("too many");
    return Number(digits);
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new PatternError("unexpected end");
    return char;
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private expect(char: string): void {
    if (!this.take(char)) throw new PatternError(`${char} is missing`);
  }
}
