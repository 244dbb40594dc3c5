import { both, negate, type Condition, type Reference } from "./condition.ts";
import type { Memory } from "./read-comparison.ts";
import { readPredicate } from "./read-predicate.ts";
import { readReference, readReferences, startsReference } from "./read-reference.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

export function startsQuantity(reading: Reading): boolean {
  return ["mindestens", "eines", "eins", "eine", "einer", "ein", "alle", "beide", "keines", "keine"].includes(
    reading.peek()?.word ?? "",
  );
}

/** "mindestens eines der Felder A, B oder C mit "Ja" belegt ist", "alle drei Felder … befüllt sind" */
export function readQuantity(reading: Reading, memory: Memory): Condition | undefined {
  if (!startsQuantity(reading)) return undefined;
  if (reading.take("mindestens") && !startsQuantity(reading)) return undefined;
  const word = reading.peek()?.word ?? "";
  reading.at += 1;
  const kind = word === "alle" || word === "beide" ? "and" : "or";
  if (!startsReference(reading)) return undefined;
  const sources = readReferences(reading);
  if (sources.length < 2) return undefined;
  const condition = both(kind, ofEach(reading, sources, memory));
  return word.startsWith("kein") ? negate(condition) : condition;
}

/** "weder F1 noch F2 befüllt ist" */
export function readNeither(reading: Reading, memory: Memory): Condition | undefined {
  if (!reading.take("weder")) return undefined;
  const sources = [readReference(reading)];
  while (reading.take("noch")) sources.push(readReference(reading));
  const known = sources.filter((source) => source !== undefined);
  return known.length === sources.length && known.length > 1
    ? negate(both("or", ofEach(reading, known, memory)))
    : undefined;
}

function ofEach(reading: Reading, sources: readonly Reference[], memory: Memory): Condition[] {
  const from = reading.at;
  return sources.map((source) => {
    reading.at = from;
    return readPredicate(reading, source, memory);
  });
}

/** "F1 und F2 leer sind", "F1 oder F2 = Ja", "sowohl F1 als auch F2". "F1 oder F2 nicht" may mean two things and is not read. */
export function readSeveral(reading: Reading, memory: Memory): Condition | undefined {
  const from = reading.at;
  const alsAuch = reading.take("sowohl") !== undefined;
  const first = readReference(reading);
  const sources = first ? [first] : [];
  let joined: "and" | "or" | undefined;
  for (;;) {
    const next = reading.attempt(() => {
      const comma = !alsAuch && reading.take(",") !== undefined;
      const word = alsAuch
        ? reading.take("als") && reading.take("auch") && "and"
        : reading.take(vocabulary.and)
          ? "and"
          : reading.take(vocabulary.or) && "or";
      const source = (comma || word) && (!joined || !word || word === joined) ? readReference(reading) : undefined;
      return source && ({ source, word } as const);
    });
    if (!next) break;
    joined = next.word ?? joined;
    sources.push(next.source);
  }
  if (!joined || sources.length < 2) return undefined;
  const conditions = ofEach(reading, sources, memory);
  const saysNot = reading.tokens
    .slice(from, reading.at)
    .some(({ word }) => vocabulary.not.has(word) || vocabulary.none.has(word) || vocabulary.differs.has(word));
  if (saysNot && joined === "or") throw new NotUnderstood('"oder … nicht" of several fields is not clear');
  return both(joined, conditions);
}
