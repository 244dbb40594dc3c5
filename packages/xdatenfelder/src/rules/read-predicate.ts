import { compare, type Condition, type Reference } from "./condition.ts";
import { readComparison, readMeasure, takeTail, type Memory } from "./read-comparison.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** What is said of a field: filled or empty, more or less than, equal or not. */
export function readPredicate(reading: Reading, source: Reference, memory: Memory): Condition {
  return (
    reading.attempt(() => readFilled(reading, source)) ??
    reading.attempt(() => readAffirmed(reading, source)) ??
    reading.attempt(() => readMeasure(reading, source)) ??
    reading.attempt(() => readComparison(reading, source, memory)) ??
    reading.fail("is not a condition")
  );
}

/** "nicht leer", "befüllt ist", "ist nicht leer" */
function readFilled(reading: Reading, source: Reference): Condition | undefined {
  reading.take(vocabulary.is);
  const negated = reading.take(vocabulary.not) !== undefined;
  const isFilled = reading.take(vocabulary.filled) !== undefined;
  if (!isFilled && !reading.take(vocabulary.empty)) return undefined;
  takeTail(reading, vocabulary.auxiliary);
  return { kind: isFilled === negated ? "empty" : "filled", source };
}

/** "bejaht wird", "angekreuzt ist", "verneint wurde" */
function readAffirmed(reading: Reading, source: Reference): Condition | undefined {
  reading.take(vocabulary.is);
  const negated = reading.take(vocabulary.not) !== undefined;
  const affirmed = reading.take(vocabulary.affirmed) !== undefined;
  if ((!affirmed && !reading.take(vocabulary.denied)) || !reading.named(source).yesNo) return undefined;
  takeTail(reading, vocabulary.auxiliary);
  return compare(source, negated ? "<>" : "=", [affirmed ? "wahr" : "falsch"]);
}
