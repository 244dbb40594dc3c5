import { negate, type Condition, type Effect, type Reference, type Statement } from "./condition.ts";
import { readConstraint } from "./read-constraint.ts";
import type { Memory } from "./read-comparison.ts";
import { readCondition } from "./read-condition.ts";
import { readChoices } from "./read-choices.ts";
import { readEffects, type Before, type Consequence } from "./read-effects.ts";
import { startsReference } from "./read-reference.ts";
import { NotUnderstood, Reading } from "./reading.ts";
import type { Names } from "./names.ts";
import { tokenize } from "./tokens.ts";
import * as vocabulary from "./vocabulary.ts";

/** A rule that was understood to its last word, or why not. */
export type RuleReading = { ok: true; statements: Statement[] } | { ok: false; reason: string };

/**
 * Reads a rule in German. Every word must be understood: one that is not leaves the whole rule open, because half of a rule
 * is another rule.
 */
export function readRule(text: string, names: Names): RuleReading {
  const tokenized = tokenize(text);
  if (!tokenized.ok) return tokenized;
  if (tokenized.tokens.length === 0) return { ok: false, reason: "there is no text" };
  try {
    const statements = new RuleReader(new Reading(tokenized.text, tokenized.tokens, names)).read();
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
  readonly #memory: Memory = { mentioned: new Map() };
  readonly #statements: Statement[] = [];
  /** The condition that "sonst" and "dann" lean on. */
  #last: { condition: Condition; effects: Effect[]; otherwise: Effect[] } | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(): Statement[] {
    for (;;) {
      while (this.#reading.take(".") || this.#reading.take(";") || this.#reading.take(","))
        this.#reading.take(vocabulary.and);
      if (this.#reading.done) return this.#statements;
      if (this.#startsWhen()) this.#readWhen();
      else if (this.#reading.take(vocabulary.otherwise)) this.#readOtherwise();
      else this.#readPlain();
    }
  }

  #startsWhen(): boolean {
    const reading = this.#reading;
    return reading.is(vocabulary.when) || (reading.is(bei) && this.#startsBei()) || this.#startsInverted();
  }

  /** "Ist F1 = Ja, dann …" and not "Ist F1 ein Pflichtfeld": only "dann" tells them apart. */
  #startsInverted(): boolean {
    const reading = this.#reading;
    const from = reading.at;
    if (!reading.take(vocabulary.is) || !startsReference(reading)) {
      reading.at = from;
      return false;
    }
    const sentence = reading.tokens.slice(from).findIndex(({ word, kind }) => kind === "mark" && word === ".");
    const words = reading.tokens.slice(from, sentence === -1 ? undefined : from + sentence);
    reading.at = from;
    return words.some(
      ({ word, kind }, n) => kind === "word" && vocabulary.thereupon.has(word) && words[n - 1]?.word === ",",
    );
  }

  #readWhen(): void {
    const reading = this.#reading;
    reading.at += 1;
    const condition = readCondition(reading, this.#memory);
    if (!reading.take(",")) reading.take(":");
    reading.take(vocabulary.thereupon);
    this.#addWhen(condition, this.#unlimited(this.#effects()));
  }

  #addWhen(condition: Condition, effects: Effect[], otherwise: Effect[] = []): void {
    const statement = { kind: "when" as const, condition, effects, otherwise };
    this.#statements.push(statement);
    this.#last = statement;
  }

  #readOtherwise(): void {
    const last = this.#last;
    if (!last || last.otherwise.length > 0) this.#reading.fail("has no condition before it");
    const onlyNot = this.#reading.attempt(() =>
      this.#reading.take(vocabulary.not) && (this.#reading.done || this.#reading.take(".")) ? true : undefined,
    );
    last.otherwise = onlyNot
      ? last.effects.map(opposite)
      : this.#unlimited(this.#effects({ targets: targetsOf(last.effects), implied: true }));
  }

  /** "F1 ist ein Pflichtfeld, wenn …", "Die beiden anderen Gruppen dürfen dann nicht …", "Es muss mindestens eines …" */
  #readPlain(): void {
    const constraint = this.#reading.attempt(() => readConstraint(this.#reading));
    if (constraint) {
      this.#statements.push(constraint);
      return;
    }
    const {
      effects,
      leaning,
      opposite: elsewhere,
    } = this.#effects({ targets: this.#last ? targetsOf(this.#last.effects) : [] });
    const condition = this.#reading.attempt(() => {
      this.#reading.take(",");
      return this.#reading.take(vocabulary.when) ? readCondition(this.#reading, this.#memory) : undefined;
    });
    // "nur dann …, wenn": the "dann" points to what follows.
    if (condition && leaning && !elsewhere) throw new NotUnderstood("a sentence leans on two conditions");
    if (elsewhere && !condition) throw new NotUnderstood('"nur" has no condition');
    if (condition) this.#addWhen(condition, effects, elsewhere);
    else if (!leaning) this.#statements.push({ kind: "always", effects });
    else if (this.#last && this.#last.otherwise.length === 0) this.#last.effects.push(...effects);
    else throw new NotUnderstood("a sentence leans on a condition that is not there");
  }

  #effects(before?: Before): Consequence {
    const reading = this.#reading;
    const consequence = readEffects(reading, before, () => {
      const from = reading.at;
      reading.take(",");
      reading.take(vocabulary.and);
      const ends = [vocabulary.otherwise, vocabulary.when, wobei].some((words) => reading.is(words));
      const endsAtBei = reading.is(bei) && this.#startsBei();
      reading.at = from;
      return ends || endsAtBei;
    });
    const choices = reading.attempt(() => readChoices(reading, consequence.effects));
    return choices ? { ...consequence, effects: choices } : consequence;
  }

  #unlimited({ effects, opposite: elsewhere }: Consequence): Effect[] {
    if (elsewhere) throw new NotUnderstood('"nur" belongs before a condition');
    return effects;
  }

  /** "bei <> Nein …", "bei F1 = Nein …" */
  #startsBei(): boolean {
    return this.#reading.peek(1)?.kind === "operator" || startsReference(this.#reading);
  }
}

const bei: ReadonlySet<string> = new Set(["bei"]);
const wobei: ReadonlySet<string> = new Set(["wobei"]);

function targetsOf(effects: readonly Effect[]): Reference[] {
  return effects.flatMap(({ targets }) => targets);
}

/** "…, ansonsten nicht." */
function opposite({ action, targets }: Effect): Effect {
  if (action === "optional") throw new NotUnderstood('"ansonsten nicht" after an optional field is not clear');
  return { action: action === "required" ? "forbidden" : "required", targets };
}

/** A rule that asks two things of one field under the same condition was copied wrongly. */
function findContradiction(statements: readonly Statement[]): string | undefined {
  const asked = new Map<string, string>();
  for (const statement of statements) {
    if (statement.kind !== "when") continue;
    const branches = [
      [statement.condition, statement.effects],
      [negate(statement.condition), statement.otherwise],
    ] as const;
    for (const [condition, effects] of branches)
      for (const { action, targets } of effects)
        for (const target of targets) {
          const key = `${JSON.stringify(condition)} ${[...target.within, target.id].join(".")}`;
          const known = asked.get(key);
          if (known !== undefined && known !== action)
            return `${target.id} would be ${known} and ${action} under the same condition`;
          asked.set(key, action);
        }
  }
  return undefined;
}
