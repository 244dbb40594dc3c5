import type { Reference } from "./condition.ts";
import type { Reading } from "./reading.ts";
import type { Named } from "./names.ts";
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
    return outer ? { id: inner.id, within: [...outer.within, outer.id, ...inner.within] } : inner;
  });
}

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

/** Whether an id comes next, after articles and nouns only. */
export function startsReference(reading: Reading): boolean {
  let ahead = 0;
  while (
    reading.is(vocabulary.article, ahead) ||
    reading.is(vocabulary.noun, ahead) ||
    reading.is(vocabulary.preposition, ahead)
  )
    ahead += 1;
  return reading.peek(ahead)?.kind === "reference";
}

function readBare(reading: Reading): Reference | undefined {
  while (reading.take(vocabulary.article) || reading.take(vocabulary.noun));
  const token = reading.takeKind("reference");
  if (!token) return undefined;
  const ids = token.text.split(".");
  const reference = { id: ids.at(-1)!, within: ids.slice(0, -1) };
  const named = reading.named(reference);
  skipName(reading, named);
  return { ...reference, id: named.id };
}

function skipName(reading: Reading, named: Named): void {
  const quoted = reading.peek()?.kind === "quoted" ? reading.peek()!.text : undefined;
  if (quoted !== undefined) {
    // "in F1 "Sonstiges" ausgewählt wurde": here the quotation is a choice and not the name.
    const word = quoted.toLocaleLowerCase("de");
    const isChoice =
      named.werte.some(({ name }) => name === quoted) || vocabulary.yes.has(word) || vocabulary.no.has(word);
    if (named.names.includes(quoted) || !isChoice) reading.at += 1;
    return;
  }
  if (!skipText(reading, named.names)) skipUnknownName(reading, named.names);
}

/** Skips one of these texts if it stands next, written the same up to case. */
export function skipText(reading: Reading, texts: readonly string[]): boolean {
  const next = reading.peek();
  if (!next) return false;
  const rest = reading.text.slice(next.start).toLocaleLowerCase("de");
  for (const text of texts) {
    const wanted = text.toLocaleLowerCase("de");
    if (wanted === "" || !rest.startsWith(wanted) || /^[\p{L}\p{N}]/u.test(rest.slice(wanted.length))) continue;
    reading.skipTo(next.start + wanted.length);
    return true;
  }
  return false;
}

/**
 * A name without quotation marks that is not (or no longer) the element's: nouns, and between them what names are made of.
 * Words that could mean something to the rule end it.
 */
export function skipUnknownName(reading: Reading, names: readonly string[]): void {
  const ownWords = new Set(names.flatMap((name) => name.toLocaleLowerCase("de").split(/[^\p{L}\p{N}]+/u)));
  for (let count = 0; ; count += 1) {
    const token = reading.peek();
    if (!token) return;
    if (token.word === "(") {
      if (count === 0 || !skipParentheses(reading, ownWords)) return;
    } else if (isNamePart(reading, ownWords, count)) reading.at += 1;
    else return;
  }
}

function isNamePart(reading: Reading, ownWords: ReadonlySet<string>, count: number): boolean {
  const token = reading.peek()!;
  const next = reading.peek(1);
  if (token.kind === "mark") return count > 0 && /^[-–:/]$/.test(token.text) && next?.kind === "word";
  if (token.kind !== "word" && token.kind !== "number") return false;
  if (vocabulary.endsName(token.word)) return false;
  if (token.kind === "number") return count > 0 && ownWords.has(token.word);
  const connects = vocabulary.and.has(token.word) || vocabulary.or.has(token.word);
  // UND, ODER in capitals, or right behind an id or code, belong to the rule and never to a name.
  if (connects && (count === 0 || isShouted(token.text))) return false;
  if (/^\p{Lu}/u.test(token.text)) return true;
  if (count === 0) return ownWords.has(token.word);
  const nounFollows =
    next?.kind === "word" &&
    (/^\p{Lu}/u.test(next.text) || vocabulary.insideNames.has(next.word) || isAdjective(next.word));
  if (connects) return ownWords.has(token.word) && nounFollows;
  return (
    ownWords.has(token.word) ||
    ((vocabulary.insideNames.has(token.word) || isAdjective(token.word)) &&
      (nounFollows || (next !== undefined && ownWords.has(next.word))))
  );
}

function isShouted(text: string): boolean {
  return text === text.toLocaleUpperCase("de");
}

function isAdjective(word: string): boolean {
  return /\p{L}{3,}e[nrsm]?$/u.test(word) && !vocabulary.endsName(word);
}

/** Part of a name in parentheses. "(nur bei Ja)" is none: what could mean something is never skipped. */
function skipParentheses(reading: Reading, ownWords: ReadonlySet<string>): boolean {
  const from = reading.at;
  let depth = 0;
  for (; !reading.done; reading.at += 1) {
    const { word, kind } = reading.peek()!;
    if (kind === "reference" || kind === "operator" || kind === "quoted") break;
    if (!ownWords.has(word) && (vocabulary.endsName(word) || vocabulary.yes.has(word) || vocabulary.no.has(word)))
      break;
    if (word === "(") depth += 1;
    if (word === ")" && --depth === 0) {
      reading.at += 1;
      return true;
    }
  }
  reading.at = from;
  return false;
}
