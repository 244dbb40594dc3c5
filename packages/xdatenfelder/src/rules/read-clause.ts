import type { Clause } from "./judge.ts";
import { readReference, startsReference } from "./read-reference.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** A connective begins a new clause when a verb follows it, or when the clause before has all it needs. */
export function startsNewClause(reading: Reading, clause: Clause): boolean {
  return (
    reading.attempt(() => {
      const hadComma = reading.take(",") !== undefined;
      if (!reading.take(vocabulary.and) && !hadComma) return undefined;
      if (startsVerb(reading) || reading.peek()?.word === "als") return true;
      return isComplete(clause) && startsReference(reading) ? true : undefined;
    }) ?? false
  );
}

function isComplete({ modal, predicate, duty, verbFirst }: Clause): boolean {
  return modal !== "do" && !verbFirst && (predicate ?? duty) !== undefined;
}

function startsVerb(reading: Reading): boolean {
  const { imperative, must, shall, may, can, is } = vocabulary;
  return [imperative, must, shall, may, can, is].some((verbs) => reading.is(verbs));
}

export function readPart(reading: Reading, clause: Clause): void {
  if (reading.is(vocabulary.indefinite) && reading.is(ofThe, 1)) reading.fail("chooses among fields");
  if (startsReference(reading)) {
    // "… befüllt sein Die Gruppe G1 …": a full stop is missing, and whose verb is whose is not clear.
    if (isComplete(clause) && clause.targets.length > 0) reading.fail("stands behind a finished clause");
    refuseChoiceOf(reading, clause);
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

/** "nur A" chooses among fields; "A aus B", "A für B", "A der B" say what of B is meant for A. */
function refuseChoiceOf(reading: Reading, clause: Clause): void {
  if (reading.is(vocabulary.only, -1)) reading.fail("stands behind a limiting word");
  const isListed = reading.is(vocabulary.and, -1) || reading.is(noch, -1) || reading.peek(-1)?.word === ",";
  const belongs = reading.is(vocabulary.preposition) || reading.is(ofAnother);
  if (belongs && clause.targets.length > 0 && !isListed) reading.fail();
}

const ofThe: ReadonlySet<string> = new Set(["der", "von", "dieser", "aus"]);
const ofAnother: ReadonlySet<string> = new Set(["der", "des"]);

function readVerb(reading: Reading, clause: Clause): boolean {
  const modal = modalOf(reading);
  if (modal) {
    // "befüllt sein", "angezeigt werden": after the first verb these say nothing more.
    if (clause.modal === undefined) clause.modal = modal;
    else if (modal !== "is") reading.fail("is a second verb");
    reading.at += 1;
    return true;
  }
  if (clause.modal === undefined && (reading.is(vocabulary.appears) || reading.is(vocabulary.ceases))) {
    clause.modal = "is";
    clause.predicate = reading.is(vocabulary.appears) ? "show" : "hide";
    clause.verbFirst = clause.targets.length === 0;
    reading.at += 1;
    return true;
  }
  // "handelt es sich bei F1 um ein Pflichtfeld"
  if (clause.modal === undefined && reading.take("handelt")) {
    clause.modal = "is";
    return ["es", "sich", "bei"].every((word) => reading.take(word));
  }
  // "G1 = Pflicht", "G1: Pflicht"
  if (clause.modal === undefined && clause.targets.length > 0 && (reading.take(":") || reading.peek()?.text === "=")) {
    if (reading.peek(-1)?.word === ":") reading.at -= 1;
    reading.at += 1;
    clause.modal = "is";
    return reading.is(vocabulary.obligatory) || reading.is(vocabulary.voluntary);
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
  // "hat leer zu bleiben"
  return reading.is(vocabulary.is) || reading.is(vocabulary.auxiliary) || reading.is(has) ? "is" : undefined;
}

const has: ReadonlySet<string> = new Set(["hat"]);

function readPredicate(reading: Reading, clause: Clause): boolean {
  const set = (predicate: NonNullable<Clause["predicate"]>) => {
    if (clause.predicate !== undefined && clause.predicate !== predicate)
      throw new NotUnderstood(`"${clause.predicate}" and "${predicate}" in one clause`);
    clause.predicate = predicate;
    return true;
  };
  // "dann F2 ausblenden", "sonst auszublenden": an infinitive asks as an imperative does.
  if (
    (reading.is(vocabulary.infinitive) || isToBe(reading)) &&
    clause.modal === undefined &&
    clause.inherited === undefined
  )
    clause.modal = "is";
  if (reading.take(vocabulary.show)) return set("show");
  if (reading.take(vocabulary.hide)) return set("hide");
  if (reading.take(vocabulary.fill)) return set(clause.predicate === "show" ? "show" : "fill");
  if (reading.take(vocabulary.empty)) {
    reading.take("zu");
    reading.take("lassen");
    return set("empty");
  }
  if (clause.entry && reading.take(vocabulary.makeEntry)) return set("fill");
  // The second half of "zeige … an", "blende … aus", "blende … ein".
  if (clause.modal === "do" && reading.take("an")) return set("show");
  if (clause.modal === "do" && (reading.take("ein") || reading.take("frei"))) return set("show");
  if (clause.modal === "do" && reading.take("aus")) return set("hide");
  return false;
}

function isToBe(reading: Reading): boolean {
  return (
    reading.peek()?.kind === "word" && /^(?:an|auf|aus|bei|ein|frei|hoch|nach|vor)zu\p{L}+/u.test(reading.peek()!.word)
  );
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
  reading.take("zu");
  reading.takeAll(vocabulary.treat);
  return true;
}

function readSmallWord(reading: Reading, clause: Clause): boolean {
  if (reading.take(vocabulary.not) || reading.take(vocabulary.none) || reading.take("weder")) {
    if (clause.negated) throw new NotUnderstood("a clause is negated twice");
    clause.negated = true;
    return true;
  }
  if (reading.take(vocabulary.thereupon)) {
    clause.leaning = true;
    return true;
  }
  if (reading.take(vocabulary.only)) {
    clause.only = true;
    return true;
  }
  if (readEntryNoun(reading, clause)) return true;
  if (reading.attempt(() => readTowardsDuty(reading))) return true;
  if (clause.announced && reading.take(":") && startsReference(reading)) {
    clause.verbFirst = true;
    return true;
  }
  if (readAnaphora(reading, clause)) return true;
  if (reading.take(vocabulary.filler)) return true;
  // Between the targets of one list; where a clause begins was decided before.
  return (
    clause.targets.length > 0 &&
    [",", vocabulary.and, noch].filter((mark) => reading.take(mark)).length > 0 &&
    startsReference(reading)
  );
}

const noch: ReadonlySet<string> = new Set(["noch"]);

/** "auf Pflichtfeld", "um ein Pflichtfeld" */
function readTowardsDuty(reading: Reading): true | undefined {
  if (!reading.take("auf") && !reading.take("um")) return undefined;
  reading.takeAll(vocabulary.indefinite);
  return reading.is(vocabulary.obligatory) || reading.is(vocabulary.voluntary) ? true : undefined;
}

/** "eine Angabe", "Angaben", "keinen Wert"; "den Wert", "andere Angaben" mean one in particular, and which one matters. */
function readEntryNoun(reading: Reading, clause: Clause): boolean {
  const before = reading.peek(-1)?.word ?? "";
  if (!reading.take(vocabulary.entry)) return false;
  const isWert = reading.peek(-1)!.word === "wert";
  const isIndefinite = vocabulary.indefinite.has(before) || vocabulary.none.has(before);
  if (vocabulary.elsewhere.has(before) || (isWert && !isIndefinite)) reading.fail("follows a value that is not named");
  clause.entry = true;
  return true;
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
    // "die folgenden Felder": what follows is named behind a colon.
    if (words.some((word) => word.startsWith("folgende"))) return (clause.announced = true);
    // "die anderen Felder": which ones, the text does not say.
    if (words.some((word) => vocabulary.elsewhere.has(word)))
      throw new NotUnderstood(`"${words.join(" ")} ${noun.text}" names no field`);
    clause.anaphora = vocabulary.one.has(noun.word) ? "one" : "any";
  }
  return words.length > 0 || noun !== undefined;
}
