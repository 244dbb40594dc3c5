import type { Named } from "./names.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** The name behind an id: in quotation marks, in parentheses, after a dash, or as it is. */
export function skipName(reading: Reading, named: Named): void {
  const quoted = reading.peek()?.kind === "quoted" ? reading.peek()!.text : undefined;
  if (quoted !== undefined) {
    // "in F1 "Sonstiges" ausgewählt wurde": here the quotation is a choice and not the name.
    const word = quoted.toLocaleLowerCase("de");
    const isChoice =
      named.werte.some(({ name }) => name === quoted) || vocabulary.yes.has(word) || vocabulary.no.has(word);
    if (named.names.includes(quoted) || !isChoice) reading.at += 1;
    return;
  }
  if (skipText(reading, named.names) || skipMarkedName(reading, named.names)) return;
  skipUnknownName(reading, named.names);
}

/** "F1 (Fesselballon)", "F1 - Fesselballon": only the element's own name, since other words in such a place may limit the rule. */
function skipMarkedName(reading: Reading, names: readonly string[]): boolean {
  const found = reading.attempt(() => {
    const opens = reading.take("(");
    if (!opens && !reading.take("-") && !reading.take("–")) return undefined;
    const named = reading.peek()?.kind === "quoted" ? takeQuotedName(reading, names) : skipText(reading, names);
    return named && (!opens || reading.take(")")) ? true : undefined;
  });
  return found ?? false;
}

/**
 * The name before an id: ""Fesselballon" (F1)", "das Feld Fesselballon F1", "der Nachweis F1". Only what the schema itself
 * calls the element, or a word for what it is; true where the id stands in parentheses, which are then open.
 */
export function skipNameBefore(reading: Reading): boolean {
  const from = reading.at;
  if (reading.peek()?.kind === "reference") return false;
  for (let ahead = 1; ahead <= longestName && reading.peek(ahead); ahead += 1) {
    if (reading.peek(ahead)!.kind !== "reference") continue;
    const id = reading.peek(ahead)!.text.split(".").at(-1)!;
    const opens = reading.peek(ahead - 1)!.word === "(" && reading.peek(ahead + 1)?.word === ")";
    const names = reading.names.find(id)?.names ?? [];
    const skipped =
      takeQuotedName(reading, names) || skipText(reading, names) || reading.take(vocabulary.apposition) !== undefined;
    if (skipped && opens) reading.take("(");
    if (skipped && reading.at === from + ahead) return opens;
    break;
  }
  reading.at = from;
  return false;
}

/** Tokens of a name before its id; a longer one is not looked for. */
const longestName = 16;

function takeQuotedName(reading: Reading, names: readonly string[]): boolean {
  const token = reading.peek();
  if (
    token?.kind !== "quoted" ||
    !names.some((name) => name.localeCompare(token.text, "de", { sensitivity: "accent" }) === 0)
  )
    return false;
  reading.at += 1;
  return true;
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
  if (vocabulary.endsName(token.word) || leadsToReference(reading) || leadsToValue(reading)) return false;
  if (token.kind === "number") return count > 0 && ownWords.has(token.word);
  const connects = vocabulary.and.has(token.word) || vocabulary.or.has(token.word);
  // UND, ODER in capitals, or right behind an id or code, belong to the rule and never to a name.
  if (connects && (count === 0 || isShouted(token.text))) return false;
  if (/^\p{Lu}/u.test(token.text)) return true;
  if (count === 0) return ownWords.has(token.word);
  const nounFollows = leadsToNoun(reading, 1);
  if (connects) return ownWords.has(token.word) && nounFollows;
  return (
    ownWords.has(token.word) ||
    ((vocabulary.insideNames.has(token.word) || isAdjective(token.word)) &&
      (nounFollows || (next !== undefined && ownWords.has(next.word))))
  );
}

/** Small words and adjectives are part of a name only on the way to its next noun: "zur Vorlage", not "zur Gänze an". */
function leadsToNoun(reading: Reading, ahead: number): boolean {
  for (let at = ahead; at < ahead + 5; at += 1) {
    const token = reading.peek(at);
    if (token?.kind !== "word") return false;
    if (/^\p{Lu}/u.test(token.text)) return !vocabulary.endsName(token.word);
    if (!vocabulary.insideNames.has(token.word) && !isAdjective(token.word)) return false;
  }
  return false;
}

/** "der Gruppe G2": another element begins here. */
function leadsToReference(reading: Reading): boolean {
  let ahead = 0;
  while (reading.is(vocabulary.article, ahead) || reading.is(vocabulary.preposition, ahead)) ahead += 1;
  return reading.is(vocabulary.noun, ahead) && reading.peek(ahead + 1)?.kind === "reference";
}

/** "F1 einen anderen Wert …", "F1 den Wert Ja …", "in F1 Angaben gemacht werden": what is said of the field begins here. */
function leadsToValue(reading: Reading): boolean {
  const { word } = reading.peek()!;
  const next = reading.peek(1)?.word ?? "";
  if (vocabulary.yes.has(word) || vocabulary.no.has(word)) return true;
  if (vocabulary.entry.has(word) && (vocabulary.makeEntry.has(next) || vocabulary.made.has(next))) return true;
  if (!vocabulary.article.has(word) && !vocabulary.none.has(word)) return false;
  return [1, 2].some((ahead) => reading.is(vocabulary.valueNoun, ahead) || reading.is(vocabulary.entry, ahead));
}

function isShouted(text: string): boolean {
  return text === text.toLocaleUpperCase("de");
}

function isAdjective(word: string): boolean {
  return /\p{L}{3,}e[nrsm]?$/u.test(word) && !vocabulary.endsName(word);
}

/** Part of a name in parentheses. "(nur bei Ja)" is none: what could mean something is never skipped. */
export function skipParentheses(reading: Reading, ownWords: ReadonlySet<string>): boolean {
  const from = reading.at;
  if (reading.peek()?.word !== "(") return false;
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
