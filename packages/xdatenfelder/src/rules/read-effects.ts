import type { Effect, Reference } from "./condition.ts";
import { judge, judgeOpposite, type Clause } from "./judge.ts";
import { readReference, startsReference } from "./read-reference.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** `opposite` is what holds otherwise when the sentence says "nur". */
export type Consequence = { effects: Effect[]; leaning: boolean; opposite?: Effect[] };

/** How the words before a consequence bear on it: `targets` are what "sie" means, `implied` also where nothing is named ("sonst optional"). */
export type Before = { targets: readonly Reference[]; implied?: boolean };

/** Reads consequences up to the end of the sentence, an "sonst" or the next condition. */
export function readEffects(
  reading: Reading,
  before: Before = { targets: [] },
  isEnd: () => boolean = () => false,
): Consequence {
  const clauses: Clause[] = [];
  let clause = empty();
  const finish = (next: Clause) => {
    clauses.push(clause);
    clause = next;
  };
  while (!reading.done && !endsSentence(reading) && !isEnd()) {
    if (startsNewClause(reading, clause)) finish({ ...empty(), inherited: clause.modal ?? clause.inherited });
    readPart(reading, clause);
  }
  clauses.push(clause);
  return judgeAll(clauses, before);
}

function endsSentence(reading: Reading): boolean {
  const { word, kind } = reading.peek()!;
  return kind === "mark" && (word === "." || word === ";");
}

function empty(): Clause {
  return { targets: [], negated: false, leaning: false, only: false };
}

/** A connective begins a new clause when a verb follows it, or when the clause before has all it needs. */
function startsNewClause(reading: Reading, clause: Clause): boolean {
  return (
    reading.attempt(() => {
      const hadComma = reading.take(",") !== undefined;
      if (!reading.take(vocabulary.and) && !hadComma) return undefined;
      if (startsVerb(reading)) return true;
      return isComplete(clause) && startsReference(reading) ? true : undefined;
    }) ?? false
  );
}

function isComplete({ modal, predicate, duty }: Clause): boolean {
  return modal !== "do" && (predicate ?? duty) !== undefined;
}

function startsVerb(reading: Reading): boolean {
  const { imperative, must, shall, may, can, is } = vocabulary;
  return [imperative, must, shall, may, can, is].some((verbs) => reading.is(verbs));
}

function readPart(reading: Reading, clause: Clause): void {
  if (startsReference(reading)) {
    // "… befüllt sein Die Gruppe G1 …": a full stop is missing, and whose verb is whose is not clear.
    if (isComplete(clause) && clause.targets.length > 0) reading.fail("stands behind a finished clause");
    const target = readReference(reading);
    if (target) {
      clause.targets.push(target);
      return;
    }
  }
  if (reading.peek()?.kind === "quoted") reading.fail();
  const readers = [readVerb, readPredicate, readDuty, readSmallWord];
  if (!readers.some((read) => read(reading, clause))) reading.fail();
}

function readVerb(reading: Reading, clause: Clause): boolean {
  const modal = modalOf(reading);
  if (modal) {
    // "befüllt sein", "angezeigt werden": after the first verb these say nothing more.
    if (clause.modal === undefined) clause.modal = modal;
    else if (modal !== "is") reading.fail("is a second verb");
    reading.at += 1;
    return true;
  }
  if (clause.modal === undefined && reading.take(vocabulary.ceases)) {
    clause.modal = "is";
    clause.predicate = "hide";
    return true;
  }
  const imperative = reading.take(vocabulary.imperative);
  if (!imperative) return false;
  if (clause.modal !== undefined) throw new NotUnderstood(`"${imperative.text}" is a second verb`);
  clause.modal = "do";
  if (imperative.word.startsWith("mach")) clause.anaphora = "any";
  if (vocabulary.show.has(imperative.word)) clause.predicate = "show";
  if (vocabulary.hide.has(imperative.word)) clause.predicate = "hide";
  return true;
}

function modalOf(reading: Reading): Clause["modal"] {
  if (reading.is(vocabulary.must)) return "must";
  if (reading.is(vocabulary.shall)) return "shall";
  if (reading.is(vocabulary.may)) return "may";
  if (reading.is(vocabulary.can)) return "can";
  if (reading.is(vocabulary.need)) return "need";
  return reading.is(vocabulary.is) || reading.is(vocabulary.auxiliary) ? "is" : undefined;
}

function readPredicate(reading: Reading, clause: Clause): boolean {
  const set = (predicate: NonNullable<Clause["predicate"]>) => {
    if (clause.predicate !== undefined && clause.predicate !== predicate)
      throw new NotUnderstood(`"${clause.predicate}" and "${predicate}" in one clause`);
    clause.predicate = predicate;
    return true;
  };
  // "dann F2 ausblenden": an infinitive asks as an imperative does.
  if (reading.is(vocabulary.infinitive) && clause.modal === undefined && clause.inherited === undefined)
    clause.modal = "is";
  if (reading.take(vocabulary.show)) return set("show");
  if (reading.take(vocabulary.hide)) return set("hide");
  if (reading.take(vocabulary.fill)) return set(clause.predicate === "show" ? "show" : "fill");
  if (reading.take(vocabulary.empty)) return set("empty");
  // The second half of "zeige … an", "blende … aus", "blende … ein".
  if (clause.modal === "do" && reading.take("an")) return set("show");
  if (clause.modal === "do" && reading.take("ein")) return set("show");
  if (clause.modal === "do" && reading.take("aus")) return set("hide");
  return false;
}

function readDuty(reading: Reading, clause: Clause): boolean {
  const duty = reading.take(vocabulary.obligatory)
    ? "obligatory"
    : reading.take(vocabulary.voluntary)
      ? "voluntary"
      : undefined;
  if (!duty) return false;
  if (clause.duty !== undefined && clause.duty !== duty) reading.fail("is a second duty");
  clause.duty = duty;
  return true;
}

function readSmallWord(reading: Reading, clause: Clause): boolean {
  if (reading.take(vocabulary.not) || reading.take(vocabulary.none)) {
    if (clause.negated) throw new NotUnderstood("a clause is negated twice");
    clause.negated = true;
    return true;
  }
  if (reading.take(vocabulary.thereupon)) {
    clause.leaning = true;
    return true;
  }
  if (reading.take("nur")) {
    clause.only = true;
    return true;
  }
  if (readAnaphora(reading, clause)) return true;
  if (reading.take(vocabulary.filler)) return true;
  // Between the targets of one list; where a clause begins was decided before.
  return (
    clause.targets.length > 0 &&
    (reading.take(",") ?? reading.take(vocabulary.and)) !== undefined &&
    startsReference(reading)
  );
}

/** "die Felder" without an id are those named before; "ein optionales Feld" behind an id only says what it is. */
function readAnaphora(reading: Reading, clause: Clause): boolean {
  const pronoun = reading.take(vocabulary.pronoun);
  if (pronoun) {
    clause.anaphora = vocabulary.one.has(pronoun.word) ? "one" : "any";
    return true;
  }
  const from = reading.at;
  reading.takeAll(vocabulary.article);
  const words = reading.tokens.slice(from, reading.at).map(({ word }) => word);
  const noun = reading.take(vocabulary.noun);
  if (noun && clause.targets.length === 0) {
    // "die anderen Felder": which ones, the text does not say.
    if (words.some((word) => vocabulary.elsewhere.has(word)))
      throw new NotUnderstood(`"${words.join(" ")} ${noun.text}" names no field`);
    clause.anaphora = vocabulary.one.has(noun.word) ? "one" : "any";
  }
  return words.length > 0 || noun !== undefined;
}

function judgeAll(clauses: readonly Clause[], before: Before): Consequence {
  let last = before.targets;
  const effects: Effect[] = [];
  const opposite: Effect[] = [];
  for (const clause of clauses) {
    const targets = clause.targets.length > 0 ? clause.targets : clause.anaphora || before.implied ? [...last] : [];
    if (targets.length === 0) throw new NotUnderstood("a consequence names no field");
    if (clause.targets.length === 0 && clause.anaphora === "one" && targets.length > 1)
      throw new NotUnderstood("which field is meant is not clear");
    const action = judge(clause);
    effects.push({ action, targets });
    if (clause.only) opposite.push({ action: judgeOpposite(clause, action), targets });
    last = targets;
  }
  if (opposite.length > 0 && opposite.length < effects.length)
    throw new NotUnderstood('"nur" belongs to one of several consequences');
  const leaning = clauses.some((clause) => clause.leaning);
  return { effects: mergeDuties(effects), leaning, opposite: opposite.length > 0 ? opposite : undefined };
}

/** "aktiviere A UND mache es zu einer Pflichtangabe" says the same twice. */
function mergeDuties(effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  for (const effect of effects) {
    const same = merged.find(
      (one) => one.action === effect.action && effect.targets.every((target) => one.targets.includes(target)),
    );
    if (!same) merged.push(effect);
  }
  return merged;
}
