import type { Statement } from "./condition.ts";
import { readReference, readReferences } from "./read-reference.ts";
import { readValue } from "./read-values.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** Rules without a condition that tie fields together. Undefined where the sentence is none of these. */
export function readConstraint(reading: Reading): Statement | undefined {
  const found =
    reading.attempt(() => readExactlyOne(reading)) ??
    reading.attempt(() => readAtLeastOne(reading)) ??
    reading.attempt(() => readBefore(reading));
  return found && (reading.done || reading.take(".")) ? found : undefined;
}

/** "Es muss entweder A oder B befüllt werden.", "Entweder muss A oder B befüllt sein." */
function readExactlyOne(reading: Reading): Statement | undefined {
  reading.take("es");
  const first = reading.take("entweder");
  if (!reading.take(vocabulary.must)) return undefined;
  if (!first && !reading.take("entweder")) return undefined;
  const fields = readReferences(reading);
  return fields.length > 1 && takeFilled(reading) ? { kind: "exactly-one", fields } : undefined;
}

/** "Es muss mindestens eines der Felder A, B oder C befüllt sein.", "Mindestens eines der Felder A oder B muss den Wert "wahr" haben." */
function readAtLeastOne(reading: Reading): Statement | undefined {
  reading.take("es");
  const verbFirst = reading.take(vocabulary.must);
  if (!reading.take("mindestens") || !reading.take(one)) return undefined;
  const fields = readReferences(reading);
  if (fields.length < 2 || (!verbFirst && !reading.take(vocabulary.must))) return undefined;
  if (reading.attempt(() => takeFilled(reading))) return { kind: "at-least-one", fields };
  const named = reading.named(fields[0]!);
  const value = reading.take("den") && reading.take("wert") ? readValue(reading, named) : undefined;
  return value !== undefined && reading.take("haben") ? { kind: "at-least-one", fields, value } : undefined;
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

const one: ReadonlySet<string> = new Set(["eines", "eine", "einer"]);

function takeFilled(reading: Reading): true | undefined {
  if (!reading.take(vocabulary.filled)) return undefined;
  return reading.takeAll(vocabulary.auxiliary) > 0 ? true : undefined;
}
