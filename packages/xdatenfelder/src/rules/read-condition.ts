import { both, compare, negate, type Condition, type Reference } from "./condition.ts";
import { readReference, readReferences, startsReference } from "./read-reference.ts";
import { readValue, readValues } from "./read-values.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** What later conditions of the same rule may lean on: "wenn <> Ja", "alle anderen Ausprägungen", "keiner der genannten Codes". */
export type Memory = { source?: Reference; mentioned: Map<string, string[]> };

/** `a ODER b UND c`: "und" binds closer. Mixed without parentheses it is left open, since writers do not agree on that. */
export function readCondition(reading: Reading, memory: Memory): Condition {
  const conditions = [readOne(reading, memory)];
  let joined: "and" | "or" | undefined;
  for (;;) {
    const next = reading.attempt(() => {
      reading.take(",");
      const word = reading.take(vocabulary.and) ? "and" : reading.take(vocabulary.or) ? "or" : undefined;
      if (!word) return undefined;
      reading.take(vocabulary.when);
      return startsCondition(reading) ? { word, condition: readOne(reading, memory) } : undefined;
    });
    if (!next) break;
    if (joined && joined !== next.word) throw new NotUnderstood("UND and ODER are mixed without parentheses");
    joined = next.word as "and" | "or";
    conditions.push(next.condition);
  }
  return joined ? join(joined, conditions) : conditions[0]!;
}

function startsCondition(reading: Reading): boolean {
  return (
    reading.peek()?.kind === "operator" ||
    reading.peek()?.word === "(" ||
    startsReference(reading) ||
    startsQuantity(reading)
  );
}

/** "= 1 ODER = 2" of one field is one comparison with two values; "= 1 UND = 2" can never be, "<> 1 ODER <> 2" always is. */
function join(kind: "and" | "or", conditions: Condition[]): Condition {
  const [first, ...rest] = conditions;
  const alike = (one: Condition) =>
    one.kind === "compare" &&
    first?.kind === "compare" &&
    one.source.id === first.source.id &&
    one.operator === first.operator;
  if (first?.kind !== "compare" || !rest.every(alike)) {
    const sameSource = conditions.filter(
      (one) => one.kind === "compare" && first?.kind === "compare" && one.source.id === first.source.id,
    );
    if (sameSource.length > 1) throw new NotUnderstood("= and <> of one field are mixed");
    return both(kind, conditions);
  }
  return compareAll(
    first.source,
    first.operator,
    conditions.flatMap((one) => (one.kind === "compare" ? one.values : [])),
    kind,
  );
}

function compareAll(
  source: Reference,
  operator: "=" | "<>",
  values: string[],
  joined: "and" | "or" | undefined,
): Condition {
  if (values.length > 1 && operator === "=" && joined === "and")
    throw new NotUnderstood(`${source.id} cannot have several values at once`);
  return compare(source, operator, [...new Set(values)]);
}

function readOne(reading: Reading, memory: Memory): Condition {
  return (
    reading.attempt(() => readParentheses(reading, memory)) ??
    reading.attempt(() => readNoneOfThose(reading, memory)) ??
    reading.attempt(() => readEntry(reading, memory)) ??
    reading.attempt(() => readQuantity(reading, memory)) ??
    readAbout(reading, memory)
  );
}

function readParentheses(reading: Reading, memory: Memory): Condition | undefined {
  if (!reading.take("(") || !startsCondition(reading)) return undefined;
  const inside = readCondition(reading, memory);
  return reading.take(")") ? inside : undefined;
}

/** "keiner der genannten Codes ausgewählt wurde" */
function readNoneOfThose(reading: Reading, memory: Memory): Condition | undefined {
  const { source } = memory;
  if (!source || !reading.take(vocabulary.none)) return undefined;
  const named = reading.takeAll(vocabulary.article);
  if (named === 0 || !reading.take(vocabulary.valueNoun) || reading.takeAll(vocabulary.afterValue) === 0)
    return undefined;
  return others(memory, source);
}

/** "in F1 kein Eintrag vorgenommen wurde", "in F1 eine Angabe gemacht wurde" */
function readEntry(reading: Reading, memory: Memory): Condition | undefined {
  const source = readReference(reading);
  if (!source) return undefined;
  const negated = reading.take(vocabulary.none) !== undefined;
  reading.takeAll(vocabulary.article);
  if (!reading.take(vocabulary.entry)) return undefined;
  if (!reading.take(vocabulary.made)) return undefined;
  if (reading.takeAll(vocabulary.auxiliary) === 0) return undefined;
  memory.source = source;
  return { kind: negated ? "empty" : "filled", source };
}

function startsQuantity(reading: Reading): boolean {
  return ["mindestens", "eines", "eine", "einer", "alle", "beide", "keines", "keine"].includes(
    reading.peek()?.word ?? "",
  );
}

/** "mindestens eines der Felder A, B oder C mit "Ja" belegt ist", "alle drei Felder … befüllt sind" */
function readQuantity(reading: Reading, memory: Memory): Condition | undefined {
  if (!startsQuantity(reading)) return undefined;
  reading.take("mindestens");
  const word = reading.peek()?.word ?? "";
  reading.at += 1;
  const kind = word === "alle" || word === "beide" ? "and" : "or";
  if (!startsReference(reading)) return undefined;
  const sources = readReferences(reading);
  if (sources.length < 2) return undefined;
  const from = reading.at;
  const conditions = sources.map((source) => {
    reading.at = from;
    return readPredicate(reading, source, memory);
  });
  const condition = both(kind, conditions);
  return word.startsWith("kein") ? negate(condition) : condition;
}

/** "F1 = 001", "in F1 Auswahl = 001", and "<> Ja" about the field before. */
function readAbout(reading: Reading, memory: Memory): Condition {
  reading.take(vocabulary.is);
  const source = readReference(reading) ?? (reading.peek()?.kind === "operator" ? memory.source : undefined);
  if (!source) reading.fail("is not a condition");
  memory.source = source;
  return readPredicate(reading, source, memory);
}

function readPredicate(reading: Reading, source: Reference, memory: Memory): Condition {
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

/** "< 18", "größer als 5", "ist >= 10": a number alone, since "18 Jahre" would need to know what of. */
function readMeasure(reading: Reading, source: Reference): Condition | undefined {
  takeAnyOf(reading, vocabulary.towardsValue);
  const operator = readMeasureSign(reading);
  const value = operator && reading.takeKind("number");
  if (!operator || !value || !/^\d+(,\d+|\.\d{1,2})?$/.test(value.text)) return undefined;
  takeTail(reading, vocabulary.afterValue);
  const ends =
    reading.done ||
    [",", ".", ";", ")"].includes(reading.peek()!.word) ||
    reading.is(vocabulary.thereupon) ||
    reading.is(vocabulary.and) ||
    reading.is(vocabulary.or);
  return ends ? { kind: "measure", source, operator, value: value.text.replace(",", ".") } : undefined;
}

function readMeasureSign(reading: Reading): "<" | "<=" | ">" | ">=" | undefined {
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
function readComparison(reading: Reading, source: Reference, memory: Memory): Condition | undefined {
  const from = reading.at;
  takeAnyOf(reading, vocabulary.towardsValue, vocabulary.afterValue);
  const before = reading.tokens.slice(from, reading.at).map(({ word }) => word);
  const negated = reading.take(vocabulary.not) !== undefined;
  takeAnyOf(reading, vocabulary.towardsValue, vocabulary.afterValue);
  const sign = readSign(reading);
  const named = reading.named(source);
  const operator = (sign === "<>") === negated ? "=" : "<>";
  if (sign && reading.attempt(() => takeAllOthers(reading)))
    return operator === "=" ? others(memory, source) : undefined;
  const read = readValuesWithSigns(reading, source, sign);
  if (!read || !reading.named(source)) return undefined;
  const tail = takeTail(reading, vocabulary.afterValue);
  // Without a sign something must say that this is a comparison: "den Wert … hat", "Auswahl …".
  if (!sign && tail === 0 && !before.some((word) => vocabulary.valueNoun.has(word))) return undefined;
  memory.mentioned.set(named.id, [...(memory.mentioned.get(named.id) ?? []), ...read.values]);
  return compareAll(source, operator, read.values, read.joined);
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

function others(memory: Memory, source: Reference): Condition {
  const values = memory.mentioned.get(source.id);
  if (!values?.length) throw new NotUnderstood(`no values of ${source.id} were named before`);
  return compare(source, "<>", [...new Set(values)]);
}

function takeAnyOf(reading: Reading, ...sets: ReadonlySet<string>[]): void {
  while (sets.some((set) => reading.take(set)));
}

/** The verbs behind a value. An "ist" with an id behind it already begins the consequence. */
function takeTail(reading: Reading, words: ReadonlySet<string>): number {
  const from = reading.at;
  while (reading.is(words)) {
    reading.at += 1;
    if (!startsReference(reading)) continue;
    reading.at -= 1;
    break;
  }
  return reading.at - from;
}
