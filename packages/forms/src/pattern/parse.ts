/** A pattern as a tree: characters in sequence, one of several, repeated. */
export type Piece =
  | { kind: "set"; set: CharacterSet }
  | { kind: "sequence"; pieces: Piece[] }
  | { kind: "choice"; branches: Piece[] }
  | { kind: "repeat"; inner: Piece; min: number; max: number };

/** One character by its text, tested by a native class without any repetition: nothing to go back over. */
export type CharacterSet = (character: string) => boolean;

/** Why a pattern cannot be used (English, for makers). */
export class PatternRefused extends Error {}

const mostNested = 20;
const mostRepeats = 1000;

/** Reads a pattern of JavaScript (flag u). What an automaton cannot decide is refused with its reason. */
export function parsePattern(source: string): Piece {
  if (!isExpression(source)) throw new PatternRefused("it is not a valid expression");
  return new Parser(source).parse();
}

function isExpression(source: string): boolean {
  try {
    return new RegExp(`^(?:${source})$`, "u").unicode;
  } catch {
    return false;
  }
}

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Piece {
    // The native compiler accepted the source, so every bracket has its partner.
    return this.#choice();
  }

  #choice(): Piece {
    const branches = [this.#sequence()];
    while (this.#take("|")) branches.push(this.#sequence());
    return branches.length === 1 ? branches[0]! : { kind: "choice", branches };
  }

  #sequence(): Piece {
    const pieces: Piece[] = [];
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) {
      // The pattern stands for the whole text anyway, so its own ends add nothing, and elsewhere they mean nothing.
      if (this.#source[this.#at] === "^") {
        if (pieces.length > 0 || this.#depth > 0) throw new PatternRefused("^ may only stand at its beginning");
        this.#at++;
      } else if (this.#source[this.#at] === "$") {
        this.#at++;
        const rest = this.#source[this.#at];
        if ((rest !== undefined && rest !== "|") || this.#depth > 0)
          throw new PatternRefused("$ may only stand at its end");
      } else pieces.push(this.#repeated());
    }
    return pieces.length === 1 ? pieces[0]! : { kind: "sequence", pieces };
  }

  #repeated(): Piece {
    const inner = this.#atom();
    const counted = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (!counted) return inner;
    this.#at += counted[0].length;
    const [sign] = counted[0];
    const min = sign === "{" ? Number(counted[1]) : sign === "+" ? 1 : 0;
    const open = counted[3] === "" ? Infinity : Number(counted[3] ?? counted[1]);
    const max = sign === "{" ? open : sign === "?" ? 1 : Infinity;
    if (Math.max(min, max === Infinity ? 0 : max) > mostRepeats)
      throw new PatternRefused(`it counts beyond ${mostRepeats}; use minLength and maxLength`);
    // Others read the published pattern, too, with readers that would never come to an end.
    if (max === Infinity && repeatsItself(inner))
      throw new PatternRefused("it repeats a repetition, which means the same more slowly: write (a+)+ as a+");
    return { kind: "repeat", inner, min, max };
  }

  #atom(): Piece {
    const char = this.#source[this.#at]!;
    if (char === "(") return this.#group();
    if (char === "[") return this.#set(this.#classEnd());
    if (char === "\\") return this.#escape();
    return this.#set(this.#at + (this.#source.codePointAt(this.#at)! > 0xffff ? 2 : 1));
  }

  #group(): Piece {
    const opening = /^\((\?(?::|<(?![=!])[^>]*>))?/.exec(this.#source.slice(this.#at))!;
    const [whole] = opening;
    if (whole === "(" && this.#source[this.#at + 1] === "?")
      throw new PatternRefused("it looks ahead or behind, which takes unbounded time");
    if (++this.#depth > mostNested) throw new PatternRefused(`it nests more than ${mostNested} groups`);
    this.#at += whole.length;
    const inner = this.#choice();
    this.#at++;
    this.#depth--;
    return inner;
  }

  #escape(): Piece {
    const rest = this.#source.slice(this.#at);
    if (/^\\[1-9k]/.test(rest)) throw new PatternRefused("it refers back to a group, which takes unbounded time");
    if (/^\\[bB]/.test(rest)) throw new PatternRefused("it looks for word boundaries; write the characters instead");
    const [whole] = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|.)/u.exec(rest)!;
    return this.#set(this.#at + whole.length);
  }

  #classEnd(): number {
    let at = this.#at + 1;
    while (this.#source[at] !== "]") at += this.#source[at] === "\\" ? 2 : 1;
    return at + 1;
  }

  #set(end: number): Piece {
    const one = new RegExp(`^${this.#source.slice(this.#at, end)}$`, "u");
    this.#at = end;
    return { kind: "set", set: (character) => one.test(character) };
  }

  #take(char: string): boolean {
    if (this.#source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

/** Whether repeating it without end gives several ways to read the same text: (a+)+, (a*)*, (a?)+. */
function repeatsItself(piece: Piece): boolean {
  return (piece.kind === "repeat" && piece.max === Infinity) || mayBeEmpty(piece);
}

function mayBeEmpty(piece: Piece): boolean {
  switch (piece.kind) {
    case "set":
      return false;
    case "sequence":
      return piece.pieces.every(mayBeEmpty);
    case "choice":
      return piece.branches.some(mayBeEmpty);
    case "repeat":
      return piece.min === 0 || mayBeEmpty(piece.inner);
  }
}
