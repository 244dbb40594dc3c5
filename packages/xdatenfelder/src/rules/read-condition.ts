import { both, negate, type Condition, type Reference } from "./condition.ts";
import { readPredicate } from "./read-predicate.ts";
import { readReference, readReferences, startsReference } from "./read-reference.ts";
import { readValue } from "./read-values.ts";
import { compareAll, others, type Memory } from "./read-comparison.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** "a UND b UND c", "a ODER b", with parentheses. Both mixed without parentheses stay open: writers do not agree which binds closer. */
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

function readOne(reading: Reading, memory: Memory): Condition {
  return (
    reading.attempt(() => readParentheses(reading, memory)) ??
    reading.attempt(() => readNoneOfThose(reading, memory)) ??
    reading.attempt(() => readEntry(reading, memory)) ??
    reading.attempt(() => readQuantity(reading, memory)) ??
    reading.attempt(() => readNeither(reading, memory)) ??
    reading.attempt(() => readValueFirst(reading, memory)) ??
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
  const condition = both(kind, ofEach(reading, sources, memory));
  return word.startsWith("kein") ? negate(condition) : condition;
}

/** ""Ja" in F1 ausgewählt wurde" */
function readValueFirst(reading: Reading, memory: Memory): Condition | undefined {
  const at = reading.at;
  if (!reading.takeKind("quoted") || !reading.is(vocabulary.preposition)) return undefined;
  const source = readReference(reading);
  if (!source || reading.takeAll(vocabulary.afterValue) === 0) return undefined;
  const end = reading.at;
  reading.at = at;
  const value = readValue(reading, reading.named(source));
  reading.at = end;
  memory.source = source;
  return value === undefined ? undefined : compareAll(source, "=", [value], undefined);
}

/** "weder F1 noch F2 befüllt ist" */
function readNeither(reading: Reading, memory: Memory): Condition | undefined {
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

/** "F1 = 001", "die Auswahl in F1 = 001", and "<> Ja" about the field before. */
function readAbout(reading: Reading, memory: Memory): Condition {
  reading.take(vocabulary.is);
  reading.attempt(() => {
    reading.takeAll(vocabulary.article);
    return reading.take(vocabulary.valueNoun) && startsReference(reading) ? true : undefined;
  });
  const source = readReference(reading) ?? (reading.peek()?.kind === "operator" ? memory.source : undefined);
  if (!source) reading.fail("is not a condition");
  memory.source = source;
  return readPredicate(reading, source, memory);
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
  if (kind === "or" && first.operator === "<>")
    throw new NotUnderstood(`"<> … ODER <> …" of ${first.source.id} always holds`);
  return compareAll(
    first.source,
    first.operator,
    conditions.flatMap((one) => (one.kind === "compare" ? one.values : [])),
    kind,
  );
}
