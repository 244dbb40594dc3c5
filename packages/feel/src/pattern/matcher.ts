import { FeelError } from "../feel-error.ts";
import type { Meter } from "../values/meter.ts";
import type { CharacterSet } from "./set.ts";

/** What is going on while a pattern is tried. */
export interface Attempt {
  readonly text: readonly string[];
  /** Start and end of each group, by its number. */
  readonly groups: ([number, number] | undefined)[];
  readonly meter: Meter;
  depth: number;
}

export type Continue = (at: number) => boolean;
/** Tries to match at a position and goes on with the rest; true if all of it matches. */
export type Matcher = (attempt: Attempt, at: number, next: Continue) => boolean;

const MAX_DEPTH = 400;

/** Every try costs a step: a pattern such as `(a+)+` ends by its budget and not after years. */
function pay(attempt: Attempt): void {
  attempt.meter.spend(1);
}

export function character(set: CharacterSet): Matcher {
  return (attempt, at, next) => {
    pay(attempt);
    const char = attempt.text[at];
    return char !== undefined && set(char) && next(at + 1);
  };
}

export function sequence(parts: readonly Matcher[]): Matcher {
  return parts.reduceRight<Matcher>(
    (rest, part) => (attempt, at, next) => part(attempt, at, (after) => rest(attempt, after, next)),
    (_attempt, at, next) => next(at),
  );
}

export function choice(branches: readonly Matcher[]): Matcher {
  if (branches.length === 1 && branches[0]) return branches[0];
  return (attempt, at, next) => branches.some((branch) => branch(attempt, at, next));
}

export function group(index: number, inner: Matcher): Matcher {
  return (attempt, at, next) => {
    const before = attempt.groups[index];
    const matched = inner(attempt, at, (end) => {
      const previous = attempt.groups[index];
      attempt.groups[index] = [at, end];
      if (next(end)) return true;
      attempt.groups[index] = previous;
      return false;
    });
    if (!matched) attempt.groups[index] = before;
    return matched;
  };
}

export function backReference(index: number, same: (left: string, right: string) => boolean): Matcher {
  return (attempt, at, next) => {
    const [start, end] = attempt.groups[index] ?? [0, 0];
    attempt.meter.spend(end - start + 1);
    for (let offset = 0; offset < end - start; offset++) {
      const [wanted, found] = [attempt.text[start + offset], attempt.text[at + offset]];
      if (wanted === undefined || found === undefined || !same(wanted, found)) return false;
    }
    return next(at + end - start);
  };
}

export function condition(holds: (text: readonly string[], at: number) => boolean): Matcher {
  return (attempt, at, next) => {
    pay(attempt);
    return holds(attempt.text, at) && next(at);
  };
}

/** Repetition of one character: a loop, so that long text does not fill the stack. */
export function repeatCharacter(set: CharacterSet, min: number, max: number, greedy: boolean): Matcher {
  return (attempt, at, next) => {
    const fits = (position: number) => {
      const char = attempt.text[position];
      return char !== undefined && set(char);
    };
    let end = at;
    if (!greedy) {
      for (; ; end++) {
        pay(attempt);
        if (end - at >= min && next(end)) return true;
        if (end - at >= max || !fits(end)) return false;
      }
    }
    while (end - at < max && fits(end)) {
      pay(attempt);
      end++;
    }
    for (; end - at >= min; end--) {
      pay(attempt);
      if (next(end)) return true;
    }
    return false;
  };
}

/** Repetition of anything else. A round that takes nothing is the last one. */
export function repeat(inner: Matcher, min: number, max: number, greedy: boolean): Matcher {
  return (attempt, start, next) => {
    const round = (at: number, done: number): boolean => {
      pay(attempt);
      const again = () =>
        done < max &&
        deeper(attempt, () => inner(attempt, at, (end) => (end === at && done >= min ? false : round(end, done + 1))));
      if (done < min) return again();
      return greedy ? again() || next(at) : next(at) || again();
    };
    return round(start, 0);
  };
}

function deeper(attempt: Attempt, body: () => boolean): boolean {
  if (attempt.depth >= MAX_DEPTH) throw new FeelError("too_deep", "A pattern repeats a group too often.");
  attempt.depth++;
  const result = body();
  attempt.depth--;
  return result;
}
