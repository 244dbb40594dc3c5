import { PatternRefused, type CharacterSet, type Piece } from "./parse.ts";

/** A place in a pattern: it reads one character and goes on, or it branches without reading. */
type State = { set: CharacterSet; next: number } | { branches: number[] };

const mostStates = 4000;

/** The places of a pattern (Thompson's construction). The last one is where a text is accepted. */
export class Automaton {
  readonly states: State[] = [];
  readonly start: number;
  readonly end: number;

  constructor(pattern: Piece) {
    this.end = this.#add({ branches: [] });
    this.start = this.#build(pattern, this.end);
  }

  /** All places one can be at without reading another character, in order. */
  closure(from: Iterable<number>): number[] {
    const reached = new Set<number>();
    const waiting = [...from];
    while (waiting.length > 0) {
      const at = waiting.pop()!;
      if (reached.has(at)) continue;
      reached.add(at);
      const state = this.states[at]!;
      if ("branches" in state) waiting.push(...state.branches);
    }
    return [...reached].filter((at) => at === this.end || "set" in this.states[at]!).toSorted((a, b) => a - b);
  }

  #build(piece: Piece, next: number): number {
    switch (piece.kind) {
      case "set":
        return this.#add({ set: piece.set, next });
      case "sequence":
        return piece.pieces.reduceRight((after, part) => this.#build(part, after), next);
      case "choice":
        return this.#add({ branches: piece.branches.map((branch) => this.#build(branch, next)) });
      case "repeat":
        return this.#repeat(piece, next);
    }
  }

  #repeat({ inner, min, max }: Extract<Piece, { kind: "repeat" }>, next: number): number {
    let at = next;
    if (max === Infinity) {
      const loop: State = { branches: [] };
      at = this.#add(loop);
      loop.branches.push(this.#build(inner, at), next);
    } else {
      // a{0,3} is (a(a(a)?)?)?: each place has two ways on, however far one may count.
      for (let count = min; count < max; count++) at = this.#add({ branches: [this.#build(inner, at), next] });
    }
    for (let count = 0; count < min; count++) at = this.#build(inner, at);
    return at;
  }

  #add(state: State): number {
    if (this.states.length >= mostStates) throw new PatternRefused("it is too large; use minLength and maxLength");
    return this.states.push(state) - 1;
  }
}
