import type { Flags } from "./flags.ts";
import { PatternError, type Reader } from "./reader.ts";
import * as sets from "./set.ts";
import type { CharacterSet } from "./set.ts";

export const SPECIAL = ".\\?*+{}()|[]^$";
const SINGLE_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Reads what stands for one character: itself, an escape, a class. */
export class SetsParser {
  private readonly reader: Reader;
  private readonly flags: Flags;

  constructor(reader: Reader, flags: Flags) {
    this.reader = reader;
    this.flags = flags;
  }

  escapedSet(letter: string): CharacterSet {
    if (letter === "p" || letter === "P") {
      this.reader.expect("{");
      let name = "";
      for (let char = this.reader.next(); char !== "}"; char = this.reader.next()) name += char;
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

  literal(char: string): CharacterSet {
    if (!this.flags.ignoreCase) return (found) => found === char;
    const folded = char.toUpperCase().toLowerCase();
    return (found) => found === char || found.toUpperCase().toLowerCase() === folded;
  }

  /** `[a-z-[aeiou]]`: case is ignored in each part by itself, so that `[^Q]` has neither Q nor q. */
  /** `[a-z-[aeiou]]` after its first bracket. */
  characterClass(): CharacterSet {
    return this.reader.nested(() => this.members());
  }

  private members(): CharacterSet {
    const negated = this.reader.take("^");
    const members: CharacterSet[] = [];
    let excluded: CharacterSet | null = null;
    for (let first = true; !this.reader.take("]"); first = false) {
      if (!first && this.reader.peek() === "-" && this.reader.peek(1) === "[") {
        this.reader.next();
        this.reader.next();
        excluded = this.characterClass();
        this.reader.expect("]");
        break;
      }
      members.push(this.classMember(first));
    }
    if (members.length === 0) throw new PatternError("empty class");
    const some = sets.anyOf(members);
    const own = this.flags.ignoreCase ? sets.ignoringCase(some) : some;
    const included = negated ? sets.not(own) : own;
    return excluded ? (char) => included(char) && !excluded(char) : included;
  }

  private classMember(first: boolean): CharacterSet {
    const low = this.classChar(first);
    if (typeof low === "function") return low;
    const isRange = this.reader.peek() === "-" && !["]", "[", undefined].includes(this.reader.peek(1));
    if (!isRange) return (char) => char === low;
    this.reader.next();
    const high = this.classChar(false);
    if (typeof high === "function" || low === "-") throw new PatternError("no range");
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (from > to) throw new PatternError("range is reversed");
    return sets.range(from, to);
  }

  /** A hyphen stands for itself only at the beginning or the end. */
  private classChar(first: boolean): string | CharacterSet {
    const char = this.reader.next();
    if (char === "[" || char === "]") throw new PatternError("unexpected");
    if (char === "-" && !first && this.reader.peek() !== "]") throw new PatternError("misplaced hyphen");
    if (char !== "\\") return char;
    const letter = this.reader.next();
    if (letter === "p" || letter === "P") return this.escapedSet(letter);
    return sets.escapeSet(letter) ?? this.escapedChar(letter);
  }
}
