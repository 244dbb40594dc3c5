import { Automaton } from "./automaton.ts";
import { parsePattern, PatternRefused } from "./parse.ts";

/** A set of places, and where each character leads from it; filled in as texts are read. */
interface Step {
  places: readonly number[];
  accepts: boolean;
  ascii: (Step | undefined)[];
  others: Map<number, Step>;
}

/** Steps kept; a pattern whose texts need more starts anew, so that memory is bounded. */
const mostSteps = 1000;
/** Work for steps not known yet, per text. Only a pattern made for it comes near; its text counts as no match. */
const mostWork = 100_000;

/**
 * A text pattern that never goes back: the text is read once, each character is one look into a table (a deterministic
 * automaton, built while it is used). Ten million characters and `(a|aa)+b` cost what any other text costs.
 */
export class Pattern {
  readonly #automaton: Automaton;
  #steps = new Map<string, Step>();
  #first: Step;

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
    this.#first = this.#step([automaton.start]);
  }

  /** Steps known now; never more than a thousand. */
  get steps(): number {
    return this.#steps.size;
  }

  /** Whether the whole text is of this pattern; half a character is of none. */
  matches(text: string): boolean {
    let step = this.#first;
    let work = 0;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const point = unit < 0xd800 || unit > 0xdbff ? unit : text.codePointAt(index)!;
      if (point > 0xffff) index++;
      let next = point < 128 ? step.ascii[point] : step.others.get(point);
      if (next === undefined) {
        work += step.places.length + 1;
        if (work > mostWork) return false;
        next = this.#go(step, point);
      }
      if (next.places.length === 0) return false;
      step = next;
    }
    return step.accepts;
  }

  #go(from: Step, point: number): Step {
    const character = String.fromCodePoint(point);
    const reached: number[] = [];
    for (const at of character.isWellFormed() ? from.places : []) {
      const state = this.#automaton.states[at]!;
      if ("set" in state && state.set(character)) reached.push(state.next);
    }
    const next = this.#step(reached);
    if (point < 128) from.ascii[point] = next;
    else if (from.others.size < mostSteps) from.others.set(point, next);
    return next;
  }

  #step(from: readonly number[]): Step {
    const places = this.#automaton.closure(from);
    const key = places.join();
    const known = this.#steps.get(key);
    if (known) return known;
    if (this.#steps.size >= mostSteps) {
      this.#steps = new Map();
      this.#first = this.#step([this.#automaton.start]);
    }
    const accepts = places.includes(this.#automaton.end);
    const step: Step = { places, accepts, ascii: Array.from({ length: 128 }), others: new Map() };
    this.#steps.set(key, step);
    return step;
  }
}

export type CompiledPattern = { ok: true; pattern: Pattern } | { ok: false; why: string };

const known = new Map<string, CompiledPattern>();

/**
 * The pattern of a text field, for the whole text: JavaScript's notation (flag u) without looking around, going back or
 * word boundaries. Many fields share a few patterns, so the last thousand are kept.
 */
export function compilePattern(source: string): CompiledPattern {
  const before = known.get(source);
  if (before) return before;
  let compiled: CompiledPattern;
  try {
    compiled = { ok: true, pattern: new Pattern(new Automaton(parsePattern(source))) };
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
    compiled = { ok: false, why: error.message };
  }
  if (known.size >= 1000) known.clear();
  known.set(source, compiled);
  return compiled;
}
