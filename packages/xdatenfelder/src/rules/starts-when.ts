import { readReference, startsReference } from "./read-reference.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** Whether a sentence begins with its condition. */
export function startsWhen(reading: Reading): boolean {
  return (
    reading.is(vocabulary.when) ||
    (reading.is(vocabulary.only) && reading.is(vocabulary.when, 1)) ||
    startsBei(reading) ||
    peeks(reading, takeCaseOf) ||
    startsInverted(reading)
  );
}

/** "bei <> Nein …", "bei F1 = Nein …", "bei Auswahl von "Ja" …" */
export function startsBei(reading: Reading): boolean {
  if (reading.peek()?.kind === "quoted" || reading.peek()?.word !== "bei") return false;
  if (reading.peek(1)?.kind === "operator" || startsReference(reading)) return true;
  return peeks(reading, () => {
    reading.at += 1;
    reading.takeAll(vocabulary.article);
    return reading.is(vocabulary.valueNoun);
  });
}

/** "im Fall", "im Falle von", "für den Fall, dass", and "für F1 = 02" up to its field. */
export function takeCaseOf(reading: Reading): boolean {
  const from = reading.at;
  const isFor = reading.take("für") !== undefined;
  if (isFor ? reading.take("den") : reading.take("im")) {
    if (reading.take(fall)) {
      reading.take("von");
      reading.attempt(() => (reading.take(",") ? reading.take("dass") : undefined));
      return true;
    }
    reading.at = from;
    return false;
  }
  const compares = isFor && peeks(reading, () => readReference(reading) && reading.peek()?.kind === "operator");
  if (!compares) reading.at = from;
  return compares;
}

/** "es sei denn", "außer wenn": what follows is where the sentence does not hold. */
export function takeUnless(reading: Reading): boolean {
  const taken = reading.attempt(() => {
    const begins = reading.take("außer") ?? (reading.take("es") && reading.take("sei") && reading.take("denn"));
    const isAusser = begins?.word === "außer";
    reading.take(",");
    const when = reading.take(vocabulary.when) ?? reading.take("dass");
    return begins && (when || !isAusser) ? true : undefined;
  });
  return taken ?? false;
}

/** "Ist F1 = Ja, dann …", "Hat F1 den Wert …, muss …" and not "Ist F1 ein Pflichtfeld": what follows the comma tells them apart. */
function startsInverted(reading: Reading): boolean {
  const from = reading.at;
  const begins = reading.take(vocabulary.inverted) !== undefined;
  reading.takeAll(vocabulary.article);
  reading.take(vocabulary.valueNoun);
  const names = begins && startsReference(reading);
  reading.at = from;
  if (!names) return false;
  const sentence = reading.tokens.slice(from).findIndex(({ word, kind }) => kind === "mark" && word === ".");
  const words = reading.tokens.slice(from, sentence === -1 ? undefined : from + sentence);
  return words.some(({ word, kind }, n) => kind === "word" && words[n - 1]?.word === "," && startsConsequence(word));
}

function startsConsequence(word: string): boolean {
  return [vocabulary.thereupon, vocabulary.must, vocabulary.may, vocabulary.shall, vocabulary.is].some((words) =>
    words.has(word),
  );
}

function peeks(reading: Reading, look: (reading: Reading) => unknown): boolean {
  const from = reading.at;
  const found = Boolean(look(reading));
  reading.at = from;
  return found;
}

const fall: ReadonlySet<string> = new Set(["fall", "falle"]);
