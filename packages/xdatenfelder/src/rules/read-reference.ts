import type { Reference } from "./condition.ts";
import type { Reading } from "./reading.ts";
import { skipName, skipNameBefore } from "./skip-name.ts";
import * as vocabulary from "./vocabulary.ts";

/** An id with what surrounds it: "in der Gruppe G1 das Feld F1 "Name"" is F1 within G1. Undefined where none comes. */
export function readReference(reading: Reading): Reference | undefined {
  return reading.attempt(() => {
    const outer = reading.attempt(() => {
      if (!reading.take(vocabulary.preposition)) return undefined;
      const group = readBare(reading);
      // Only a group with something inside it is a surrounding; "in Feld F1" is the field itself.
      return group && group.id.startsWith("G") && startsReference(reading) ? group : undefined;
    });
    reading.takeAll(vocabulary.preposition);
    const inner = readBare(reading);
    if (!inner) return undefined;
    const around = outer ?? (inner.id.startsWith("F") ? reading.attempt(() => readAround(reading)) : undefined);
    return around ? { id: inner.id, within: [...around.within, around.id, ...inner.within] } : inner;
  });
}

/** "F1 in G2", "das Feld F1 der Gruppe G2" */
function readAround(reading: Reading): Reference | undefined {
  if (!reading.take(vocabulary.within) && !(reading.is(genitive) && reading.is(vocabulary.noun, 1))) return undefined;
  const group = readBare(reading);
  return group?.id.startsWith("G") && !startsReference(reading) ? group : undefined;
}

const genitive: ReadonlySet<string> = new Set(["der", "aus"]);

/** "F1, F2 und F3"; commas and words between are optional, as they are in real rules. */
export function readReferences(reading: Reading): Reference[] {
  const found: Reference[] = [];
  for (;;) {
    const next = reading.attempt(() => {
      if (found.length > 0) {
        reading.take(",");
        if (!reading.take(vocabulary.and)) reading.take(vocabulary.or);
      }
      return readReference(reading);
    });
    if (!next) return found;
    found.push(next);
  }
}

/** Whether an id comes next, after articles, nouns and its own name only. */
export function startsReference(reading: Reading): boolean {
  const from = reading.at;
  while (reading.take(vocabulary.preposition) || reading.take(vocabulary.article) || reading.take(vocabulary.noun));
  skipNameBefore(reading);
  const found = reading.peek()?.kind === "reference";
  reading.at = from;
  return found;
}

function readBare(reading: Reading): Reference | undefined {
  while (reading.take(vocabulary.article) || reading.take(vocabulary.noun));
  const inParentheses = skipNameBefore(reading);
  const token = reading.takeKind("reference");
  if (!token) return undefined;
  const ids = token.text.split(".");
  const reference = { id: ids.at(-1)!, within: ids.slice(0, -1) };
  const named = reading.named(reference);
  if (inParentheses) reading.take(")");
  else skipName(reading, named);
  return { ...reference, id: named.id };
}
