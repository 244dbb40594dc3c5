import type { Statement } from "./condition.ts";
import { readReference, readReferences } from "./read-reference.ts";
import { readValue } from "./read-values.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** Rules without a condition that tie fields together. Undefined where the sentence is none of these. */
export function readConstraint(reading: Reading): Statement | undefined {
  const found = reading.attempt(() => readQuantity(reading)) ?? reading.attempt(() => readBefore(reading));
  return found && (reading.done || reading.take(".") || reading.take("!")) ? found : undefined;
}

/**
 * "Es muss entweder A oder B befüllt werden.", "Mindestens eines der Felder A oder B muss den Wert "wahr" haben.", "Es ist genau
 * eine der Gruppen A, B auszufüllen.": how many, which, and one verb before or behind.
 */
function readQuantity(reading: Reading): Statement | undefined {
  reading.take("es");
  const entweder = reading.take("entweder") !== undefined;
  const before = takeVerb(reading);
  const kind = entweder || reading.take("entweder") ? "exactly-one" : readQuantifier(reading);
  const fields = kind ? readReferences(reading) : [];
  const verb = before ?? takeVerb(reading);
  if (!kind || !verb || fields.length < 2) return undefined;
  if (reading.attempt(() => takeFilled(reading, verb))) return { kind, fields };
  if (kind !== "at-least-one" || verb !== "must") return undefined;
  const value = reading.take("den") && reading.take("wert") ? readValue(reading, reading.named(fields[0]!)) : undefined;
  return value !== undefined && reading.take("haben") ? { kind, fields, value } : undefined;
}

function readQuantifier(reading: Reading): "exactly-one" | "at-least-one" | undefined {
  const kind = reading.take("genau") ? "exactly-one" : reading.take("mindestens") ? "at-least-one" : undefined;
  if (!kind || !reading.take(one)) return undefined;
  // "ein Feld der Felder"
  if (reading.is(vocabulary.noun) && ["der", "von"].includes(reading.peek(1)?.word ?? "")) reading.at += 1;
  return kind;
}

function takeVerb(reading: Reading): "must" | "is" | undefined {
  return reading.take(vocabulary.must) ? "must" : reading.take(vocabulary.is) ? "is" : undefined;
}

/** "Das Datum im Feld A muss zeitlich vor dem Datum in Feld B liegen." */
function readBefore(reading: Reading): Statement | undefined {
  reading.takeAll(vocabulary.article);
  reading.take("datum");
  const earlier = readReference(reading);
  if (!earlier || !reading.take(vocabulary.must)) return undefined;
  reading.take("zeitlich");
  const after = reading.take("nach") !== undefined;
  if (!after && !reading.take("vor")) return undefined;
  reading.takeAll(vocabulary.article);
  reading.take("datum");
  const later = readReference(reading);
  if (!later || !reading.take("liegen")) return undefined;
  return after ? { kind: "before", earlier: later, later: earlier } : { kind: "before", earlier, later };
}

const one: ReadonlySet<string> = new Set(["eines", "eins", "eine", "einer", "ein"]);

/** "befüllt sein" after "muss"; after "ist" only what says a duty: "auszufüllen", "zu befüllen". */
function takeFilled(reading: Reading, verb: "must" | "is"): true | undefined {
  const zu = reading.take("zu") !== undefined;
  const word = reading.take(vocabulary.fill)?.word;
  if (word === undefined) return undefined;
  if (verb === "is") return zu || /zu\p{L}+/u.test(word) ? true : undefined;
  return reading.takeAll(vocabulary.auxiliary) > 0 ? true : undefined;
}
