import type { Condition } from "./condition.ts";
import { compareAll, type Memory } from "./read-comparison.ts";
import { readReference, startsReference } from "./read-reference.ts";
import { readValues, type Values } from "./read-values.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** "Auswahl von "Ja" in F1", "Angabe 01 oder 02 bei F3": the values come first, and what they are values of behind them. */
export function readChosen(reading: Reading, memory: Memory): Condition | undefined {
  reading.takeAll(vocabulary.article);
  if (!reading.take(vocabulary.valueNoun)) return undefined;
  reading.takeAll(von);
  reading.takeAll(vocabulary.article);
  reading.take(vocabulary.valueNoun);
  return readValuesFirst(reading, memory);
}

/** ""Ja" in F1": undefined where no field follows the values. */
export function readValuesFirst(reading: Reading, memory: Memory): Condition | undefined {
  const from = reading.at;
  for (let ahead = 1; ahead <= 12 && reading.peek(ahead); ahead += 1) {
    if (!reading.is(vocabulary.preposition, ahead)) continue;
    reading.at = from + ahead;
    const found = startsReference(reading) ? readBefore(reading, from) : undefined;
    if (found) {
      memory.source = found.source;
      return compareAll(found.source, "=", found.values, found.joined);
    }
    reading.at = from;
  }
  return undefined;
}

/** The field here, and its values between `from` and here; nothing else may stand there. */
function readBefore(reading: Reading, from: number) {
  const here = reading.at;
  const source = readReference(reading);
  if (!source || source.id.startsWith("G")) return undefined;
  const end = reading.at;
  reading.at = from;
  const values: Values | undefined = readValues(reading, reading.named(source));
  if (!values || reading.at !== here) return undefined;
  reading.at = end;
  return { ...values, source };
}

const von: ReadonlySet<string> = new Set(["von", "des", "der"]);
