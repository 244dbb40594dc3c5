import { negate, type Condition, type Effect, type Reference, type Statement } from "./condition.ts";
import { findContradiction } from "./contradiction.ts";
import { readConstraint } from "./read-constraint.ts";
import type { Memory } from "./read-comparison.ts";
import { readCondition } from "./read-condition.ts";
import { readChoices } from "./read-choices.ts";
import { readEffects, type Before, type Consequence } from "./read-effects.ts";
import { readChosen } from "./read-chosen.ts";
import { NotUnderstood, Reading } from "./reading.ts";
import type { Names } from "./names.ts";
import { tokenize } from "./tokens.ts";
import { putInOrder } from "./put-in-order.ts";
import { startsBei, startsWhen, takeCaseOf, takeUnless } from "./starts-when.ts";
import { unwrap } from "./unwrap.ts";
import * as vocabulary from "./vocabulary.ts";

/** A rule that was understood to its last word, or why not. */
export type RuleReading = { ok: true; statements: Statement[] } | { ok: false; reason: string };

/** Characters; the longest of real schemas has some 4,000. What is longer is not read, so that no text can hold up an import. */
export const longestRule = 20_000;

/**
 * Reads a rule in German. Every word must be understood: one that is not leaves the whole rule open, because half of a rule
 * is another rule.
 */
export function readRule(text: string, names: Names): RuleReading {
  if (text.length > longestRule) return { ok: false, reason: `a text of ${text.length} characters is no rule` };
  const tokenized = tokenize(text);
  if (!tokenized.ok) return tokenized;
  if (tokenized.tokens.length === 0) return { ok: false, reason: "there is no text" };
  try {
    const statements = new RuleReader(new Reading(tokenized.text, putInOrder(unwrap(tokenized.tokens)), names)).read();
    if (statements.some(({ kind }) => kind === "when") && statements.some(({ kind }) => kind !== "when"))
      return {
        ok: false,
        reason: "a sentence without a condition stands beside one with: whether it depends on it is not clear",
      };
    const contradiction = findContradiction(statements);
    return contradiction === undefined ? { ok: true, statements } : { ok: false, reason: contradiction };
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, reason: error.message };
    throw error;
  }
}

class RuleReader {
  readonly #reading: Reading;
  readonly #memory: Memory = { mentioned: new Map(), depth: 0 };
  readonly #statements: Statement[] = [];
  /** The condition that "sonst" and "dann" lean on. */
  #last: { condition: Condition; effects: Effect[]; otherwise: Effect[]; negation: Effect[] | undefined } | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(): Statement[] {
    for (;;) {
      while ([".", "!", ";", ","].some((mark) => this.#reading.take(mark))) this.#reading.take(vocabulary.and);
      if (this.#reading.is(vocabulary.and) && this.#reading.is(vocabulary.when, 1)) this.#reading.at += 1;
      if (this.#reading.done) return this.#statements;
      if (startsWhen(this.#reading)) this.#readWhen();
      else if (this.#reading.take(vocabulary.otherwise)) this.#readOtherwise();
      else this.#readPlain();
    }
  }

  #readWhen(): void {
    const reading = this.#reading;
    const only = reading.take(vocabulary.only) !== undefined;
    const condition = this.#readCondition();
    if (!reading.take(",")) reading.take(":");
    reading.take(vocabulary.thereupon);
    const consequence = this.#effects({ targets: [], only });
    this.#addWhen(condition, only ? consequence : this.#unlimited(consequence));
  }

  /** Behind "wenn", "bei" or the verb that stands for it. */
  #readCondition(): Condition {
    const reading = this.#reading;
    const chosen = reading.attempt(() => (reading.take("bei") ? readChosen(reading, this.#memory) : undefined));
    if (chosen) return chosen;
    if (!takeCaseOf(reading)) reading.at += 1;
    return readCondition(reading, this.#memory);
  }

  #addWhen(condition: Condition, { effects, opposite: otherwise = [], negation }: Consequence): void {
    const statement = { kind: "when" as const, condition, effects, otherwise };
    this.#statements.push(statement);
    this.#last = { ...statement, negation };
  }

  #readOtherwise(): void {
    const last = this.#last;
    if (!last || last.otherwise.length > 0) this.#reading.fail("has no condition before it");
    const onlyNot = this.#reading.attempt(() =>
      this.#reading.take(vocabulary.not) && (this.#reading.done || [".", "!"].some((mark) => this.#reading.take(mark)))
        ? true
        : undefined,
    );
    if (onlyNot && !last.negation) throw new NotUnderstood('"ansonsten nicht" is not clear here');
    const otherwise = onlyNot
      ? last.negation!
      : this.#unlimited(this.#effects({ targets: targetsOf(last.effects), implied: true })).effects;
    last.otherwise.push(...otherwise);
  }

  /** "F1 ist ein Pflichtfeld, wenn …", "Die beiden anderen Gruppen dürfen dann nicht …", "Es muss mindestens eines …" */
  #readPlain(): void {
    const constraint = this.#reading.attempt(() => readConstraint(this.#reading));
    if (constraint) {
      this.#statements.push(constraint);
      return;
    }
    const consequence = this.#effects({ targets: this.#last ? targetsOf(this.#last.effects) : [] });
    const exception = this.#reading.attempt(() => this.#readException(consequence));
    const condition =
      exception ??
      this.#reading.attempt(() => {
        this.#reading.take(",");
        return this.#reading.is(vocabulary.when) || startsBei(this.#reading) ? this.#readCondition() : undefined;
      });
    const { effects, leaning, opposite: elsewhere } = consequence;
    // "nur dann …, wenn": the "dann" points to what follows.
    if (condition && leaning && !elsewhere) throw new NotUnderstood("a sentence leans on two conditions");
    if (elsewhere && !condition) throw new NotUnderstood('"nur" has no condition');
    if (condition) this.#addWhen(condition, consequence);
    else if (!leaning) this.#statements.push({ kind: "always", effects });
    else if (this.#last && this.#last.otherwise.length === 0) this.#last.effects.push(...effects);
    else throw new NotUnderstood("a sentence leans on a condition that is not there");
    // "es sei denn …, dann", "… Sonst": the condition or the exception to it.
    if (exception) this.#last = undefined;
  }

  /** What stands behind "es sei denn" is the opposite of the condition. */
  #readException({ leaning, opposite }: Consequence): Condition | undefined {
    this.#reading.take(",");
    if (!takeUnless(this.#reading)) return undefined;
    if (leaning || opposite) throw new NotUnderstood("an exception to a limit is not clear");
    return negate(readCondition(this.#reading, this.#memory));
  }

  #effects(before?: Before): Consequence {
    const reading = this.#reading;
    const consequence = readEffects(reading, before, () => {
      const from = reading.at;
      reading.take(",");
      reading.take(vocabulary.and);
      const ends =
        [vocabulary.otherwise, vocabulary.when, wobei].some((words) => reading.is(words)) ||
        startsBei(reading) ||
        takeUnless(reading);
      reading.at = from;
      return ends;
    });
    const choices = reading.attempt(() => readChoices(reading, consequence.effects));
    return choices ? { ...consequence, effects: choices } : consequence;
  }

  #unlimited(consequence: Consequence): Consequence {
    if (consequence.opposite) throw new NotUnderstood('"nur" belongs before a condition');
    return consequence;
  }
}

const wobei: ReadonlySet<string> = new Set(["wobei"]);

function targetsOf(effects: readonly Effect[]): Reference[] {
  return effects.flatMap(({ targets }) => targets);
}
