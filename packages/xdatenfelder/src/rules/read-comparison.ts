import { compare, negate, type Condition, type Reference } from "./condition.ts";
import { startsReference } from "./read-reference.ts";
import { readValue, readValues } from "./read-values.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** What later conditions of the same rule may lean on: "wenn <> Ja", "alle anderen Ausprägungen", "keiner der genannten Codes". */
export type Memory = { source?: Reference; mentioned: Map<string, string[]>; depth: number };

/** "< 18", "größer als 5", "nicht mehr als 3", "ist >= 10": a number alone, since "18 Jahre" would need to know what of. */
export function readMeasure(reading: Reading, source: Reference): Condition | undefined {
  takeAnyOf(reading, vocabulary.towardsValue);
  const negated = reading.take(vocabulary.not) !== undefined;
  const operator = readMeasureSign(reading);
  const value = operator && reading.takeKind("number");
  if (!operator || !value || !/^\d+(,\d+|\.\d{1,2})?$/.test(value.text)) return undefined;
  takeTail(reading, vocabulary.afterValue);
  reading.take("beträgt");
  const ends =
    reading.done ||
    [",", ".", ";", ")"].includes(reading.peek()!.word) ||
    reading.is(vocabulary.thereupon) ||
    reading.is(vocabulary.and) ||
    reading.is(vocabulary.or);
  const condition = { kind: "measure" as const, source, operator, value: value.text.replace(",", ".") };
  return !ends ? undefined : negated ? negate(condition) : condition;
}

function readMeasureSign(reading: Reading): "<" | "<=" | ">" | ">=" | undefined {
  if (reading.take("mindestens") || reading.take("größer/gleich")) return ">=";
  if (reading.take("kleiner/gleich") || reading.take("höchstens") || reading.take("maximal")) return "<=";
  const sign = reading.takeKind("operator")?.text;
  if (sign !== undefined)
    return ({ "<": "<", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", ">=": ">=", "=>": ">=", "≥": ">=" } as const)[
      sign
    ];
  const word = reading.take(vocabulary.smaller) ? "<" : reading.take(vocabulary.greater) ? ">" : undefined;
  if (word === undefined) return undefined;
  if (reading.take(vocabulary.or)) return reading.take(vocabulary.equal) ? `${word}=` : undefined;
  const orEqual = reading.take(vocabulary.equal) !== undefined;
  reading.take("als");
  return orEqual ? `${word}=` : word;
}

/** "= 001", "Auswahl = 001 oder 002", "den Wert 001 hat", "mit "Ja" belegt ist", "= alle anderen Ausprägungen" */
export function readComparison(reading: Reading, source: Reference, memory: Memory): Condition | undefined {
  const from = reading.at;
  takeAnyOf(reading, vocabulary.towardsValue, vocabulary.afterValue);
  const negated = reading.take(vocabulary.not) !== undefined || takeNoneOf(reading);
  takeAnyOf(reading, vocabulary.towardsValue, vocabulary.afterValue);
  const before = reading.tokens.slice(from, reading.at).map(({ word }) => word);
  const sign = readSign(reading);
  const named = reading.named(source);
  // A group has no value of its own.
  if (named.id.startsWith("G")) return undefined;
  const operator = (sign === "<>") === negated ? "=" : "<>";
  if (sign && reading.attempt(() => takeAllOthers(reading)))
    return operator === "=" ? others(memory, source) : undefined;
  // "= Code 01", "gleich dem Wert 02"
  if (sign)
    reading.attempt(() => {
      reading.takeAll(vocabulary.article);
      return reading.take(vocabulary.valueNoun);
    });
  const neither = sign ? undefined : reading.attempt(() => readNeitherValue(reading, source));
  const other = sign || negated ? undefined : reading.attempt(() => readOtherThan(reading, source));
  if (other) return compareAll(source, "<>", other, undefined);
  if (neither) return negated ? undefined : compareAll(source, "<>", neither, undefined);
  const read = readValuesWithSigns(reading, source, sign);
  if (!read || (named.yesNo && !read.values.every((value) => value === "wahr" || value === "falsch"))) return undefined;
  const tail = takeTail(reading, vocabulary.afterValue);
  // Without a sign something must say that this is a comparison: "den Wert … hat", "Auswahl …", "nicht Ja".
  if (!sign && tail === 0 && !named.yesNo && !before.some((word) => vocabulary.valueNoun.has(word))) return undefined;
  memory.mentioned.set(named.id, [...(memory.mentioned.get(named.id) ?? []), ...read.values]);
  return compareAll(source, operator, read.values, read.joined);
}

/** "keinen der Werte 01, 02" */
function takeNoneOf(reading: Reading): boolean {
  const found = reading.attempt(() =>
    reading.take(vocabulary.none) && reading.take(ofThe) && reading.is(vocabulary.valueNoun) ? true : undefined,
  );
  return found ?? false;
}

/** "einen anderen Wert als 02 hat"; its first words were taken as words towards a value. */
function readOtherThan(reading: Reading, source: Reference): string[] | undefined {
  if (!reading.take(vocabulary.elsewhere) || !reading.take(vocabulary.valueNoun) || !reading.take("als"))
    return undefined;
  const read = readValues(reading, reading.named(source));
  return read && takeTail(reading, vocabulary.afterValue) > 0 ? read.values : undefined;
}

const ofThe: ReadonlySet<string> = new Set(["der", "dieser"]);

/** "weder 01 noch 02 ist" */
function readNeitherValue(reading: Reading, source: Reference): string[] | undefined {
  const named = reading.named(source);
  const values = reading.take("weder") ? [readValue(reading, named)] : [];
  while (values.length > 0 && reading.take("noch")) values.push(readValue(reading, named));
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2 || known.length < values.length || takeTail(reading, vocabulary.afterValue) === 0)
    return undefined;
  return known;
}

function readSign(reading: Reading): "=" | "<>" | undefined {
  const word = reading.take(vocabulary.equal) ? "=" : reading.take(vocabulary.unequal) ? "<>" : undefined;
  return (
    reading.attempt(() => {
      const text = reading.takeKind("operator")?.text;
      return text === "<>" || text === "!=" || text === "≠"
        ? "<>"
        : text === "=" || text === "==" || text === "==="
          ? "="
          : undefined;
    }) ?? word
  );
}

/** "= 1 ODER = 2": each value may bring its own sign, if it is the same. */
function readValuesWithSigns(reading: Reading, source: Reference, sign: "=" | "<>" | undefined) {
  const named = reading.named(source);
  const read = readValues(reading, named);
  if (!read || !sign) return read;
  for (;;) {
    const next = reading.attempt(() => {
      const hadComma = reading.take(",");
      const word = reading.take(vocabulary.or) ? "or" : reading.take(vocabulary.and) ? "and" : undefined;
      if ((!word && !hadComma) || readSign(reading) !== sign) return undefined;
      const value = readValue(reading, named);
      return value === undefined ? undefined : ({ value, word } as const);
    });
    if (!next) return read;
    // "<> 1 ODER <> 2" always holds; whoever wrote it meant something else.
    if (sign === "<>" && next.word === "or") throw new NotUnderstood(`"<> … ODER <> …" of ${source.id} always holds`);
    if (next.word && read.joined && read.joined !== next.word) return undefined;
    read.joined = next.word ?? read.joined;
    read.values.push(next.value);
  }
}

/** "alle anderen möglichen Ausprägungen der Codeliste" */
function takeAllOthers(reading: Reading): true | undefined {
  if (!reading.take("alle") || !reading.take("anderen")) return undefined;
  reading.take("möglichen");
  if (!reading.take(vocabulary.valueNoun) && !reading.take("ausprägungen") && !reading.take("werte")) return undefined;
  if (reading.take("der")) return reading.take("codeliste") ? true : undefined;
  return true;
}

/** All values but those named before. */
export function others(memory: Memory, source: Reference): Condition {
  const values = memory.mentioned.get(source.id);
  if (!values?.length) throw new NotUnderstood(`no values of ${source.id} were named before`);
  return compare(source, "<>", [...new Set(values)]);
}

function takeAnyOf(reading: Reading, ...sets: ReadonlySet<string>[]): void {
  while (sets.some((set) => reading.take(set)));
}

/** The verbs behind a value. An "ist" with an id behind it already begins the consequence. */
export function takeTail(reading: Reading, words: ReadonlySet<string>): number {
  const from = reading.at;
  while (reading.is(words)) {
    reading.at += 1;
    if (!startsReference(reading)) continue;
    reading.at -= 1;
    break;
  }
  return reading.at - from;
}

/** A field and several values. With "=" they are a choice: a field has one value at a time. */
export function compareAll(
  source: Reference,
  operator: "=" | "<>",
  values: string[],
  joined: "and" | "or" | undefined,
): Condition {
  if (values.length > 1 && operator === "=" && joined === "and")
    throw new NotUnderstood(`${source.id} cannot have several values at once`);
  return compare(source, operator, [...new Set(values)]);
}
