import { both, negate, type Condition } from "./condition.ts";
import { readPredicate } from "./read-predicate.ts";
import { readReference, startsReference } from "./read-reference.ts";
import { readNeither, readQuantity, readSeveral, startsQuantity } from "./read-several.ts";
import { readValuesFirst } from "./read-chosen.ts";
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
      reading.take(vocabulary.besides);
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
    startsQuantity(reading) ||
    reading.is(vocabulary.not)
  );
}

/** Parentheses and "nicht" inside one another; nobody writes more, and each costs a place on the stack. */
const deepest = 20;

function readOne(reading: Reading, memory: Memory): Condition {
  if (memory.depth === deepest) throw new NotUnderstood("the condition is nested too deep");
  memory.depth += 1;
  const condition = readAny(reading, memory);
  memory.depth -= 1;
  return condition;
}

function readAny(reading: Reading, memory: Memory): Condition {
  return (
    reading.attempt(() => readParentheses(reading, memory)) ??
    reading.attempt(() => readNoneOfThose(reading, memory)) ??
    reading.attempt(() => readNot(reading, memory)) ??
    reading.attempt(() => readEntry(reading, memory)) ??
    reading.attempt(() => readEntryFirst(reading, memory)) ??
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
  // "eine andere Angabe", "den Wert" mean one in particular.
  reading.take(vocabulary.indefinite);
  if (!reading.take(vocabulary.entry)) return undefined;
  const isHeld = reading.take(vocabulary.holds) !== undefined;
  if (!isHeld && !reading.take(vocabulary.made)) return undefined;
  if (!isHeld && reading.takeAll(vocabulary.auxiliary) === 0) return undefined;
  memory.source = source;
  return { kind: negated ? "empty" : "filled", source };
}

/** "nicht (A und B)", "nicht F1 = Ja" where nothing is joined to it: else how far the word reaches is not clear. */
function readNot(reading: Reading, memory: Memory): Condition | undefined {
  if (!reading.take(vocabulary.not) || !startsCondition(reading)) return undefined;
  const inParentheses = reading.peek()?.word === "(";
  const condition = readOne(reading, memory);
  if (!inParentheses && (reading.is(vocabulary.and) || reading.is(vocabulary.or)))
    throw new NotUnderstood('how far "nicht" reaches is not clear');
  return negate(condition);
}

/** "keine Angabe in F1 erfolgt", "Angaben in G1 gemacht werden" */
function readEntryFirst(reading: Reading, memory: Memory): Condition | undefined {
  const negated = reading.take(vocabulary.none) !== undefined;
  reading.take(vocabulary.indefinite);
  if (!reading.take(vocabulary.entry) || !reading.is(vocabulary.preposition)) return undefined;
  const source = readReference(reading);
  const made = reading.take(vocabulary.made)?.word;
  if (!source || made === undefined || (reading.takeAll(vocabulary.auxiliary) === 0 && made !== "erfolgt"))
    return undefined;
  memory.source = source;
  return { kind: negated ? "empty" : "filled", source };
}

/** ""Ja" in F1 ausgewählt wurde" */
function readValueFirst(reading: Reading, memory: Memory): Condition | undefined {
  reading.takeAll(vocabulary.article);
  reading.take(vocabulary.valueNoun);
  if (reading.peek()?.kind !== "quoted") return undefined;
  const found = readValuesFirst(reading, memory);
  return found && reading.takeAll(vocabulary.afterValue) > 0 ? found : undefined;
}

/** "F1 = 001", "die Auswahl in F1 = 001", and "<> Ja" about the field before. */
function readAbout(reading: Reading, memory: Memory): Condition {
  reading.take(vocabulary.is);
  reading.attempt(() => {
    reading.takeAll(vocabulary.article);
    const noun = reading.take(vocabulary.valueNoun) ?? reading.take(vocabulary.apposition);
    return noun && startsReference(reading) ? true : undefined;
  });
  const several = reading.attempt(() => readSeveral(reading, memory));
  if (several) return several;
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
