import { skipParentheses, skipText, skipUnknownName } from "./skip-name.ts";
import type { Named } from "./names.ts";
import { NotUnderstood, type Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

export type Values = { values: string[]; joined: "and" | "or" | undefined };

/** One or more values of a field: `001 "Name" ODER 002`, `(A "…" UND B "…")`, `"Ja"`. Undefined where none comes. */
export function readValues(reading: Reading, named: Named): Values | undefined {
  return reading.attempt(() => {
    if (!reading.take("(")) return readList(reading, named);
    const found = readList(reading, named);
    return found && reading.take(")") ? found : undefined;
  });
}

function readList(reading: Reading, named: Named): Values | undefined {
  const isNamedCode = reading.is(code, -1);
  const first = readValue(reading, named);
  if (first === undefined) return undefined;
  const values = reading.take("bis") ? readRange(reading, named, first, isNamedCode) : [first];
  if (!values) return undefined;
  let joined: Values["joined"];
  for (;;) {
    const next = reading.attempt(() => {
      const hadComma = reading.take(",") !== undefined;
      const word: Values["joined"] = reading.take(vocabulary.or)
        ? "or"
        : reading.take(vocabulary.and)
          ? "and"
          : undefined;
      if (!hadComma && !word) return undefined;
      const value = readValue(reading, named);
      return value === undefined ? undefined : { value, word };
    });
    if (!next) return { values, joined };
    if (next.word && joined && joined !== next.word) return undefined;
    joined = next.word ?? joined;
    values.push(next.value);
  }
}

/**
 * "Codes 001 bis 003": those of the schema's own list that lie between both, else each number. Undefined where the numbers may
 * be no codes, which have others between them, or are too many to be meant one by one.
 */
function readRange(reading: Reading, named: Named, first: string, isNamedCode: boolean): string[] | undefined {
  const last = readValue(reading, named);
  if (last === undefined || ![first, last].every((end) => /^\d{1,9}$/.test(end)) || first.length !== last.length)
    return undefined;
  const isBetween = (end: string) => end.length === first.length && first <= end && end <= last;
  if (named.werte.length > 0) {
    const codes = named.werte.map((wert) => wert.code);
    return codes.includes(first) && codes.includes(last) && first < last ? codes.filter(isBetween) : undefined;
  }
  const count = Number(last) - Number(first) + 1;
  if (!(isNamedCode || first.startsWith("0")) || count < 2 || count > longestRange) return undefined;
  return Array.from({ length: count }, (_, n) => String(Number(first) + n).padStart(first.length, "0"));
}

const longestRange = 100;
const code: ReadonlySet<string> = new Set(["code", "codes"]);

/** A value as the schema writes it: the code of a choice, `wahr` or `falsch` of a yes/no field, else as it is. */
export function readValue(reading: Reading, named: Named): string | undefined {
  return reading.attempt(() => {
    const token = reading.peek();
    if (!token) return undefined;
    if (token.kind === "quoted") {
      reading.at += 1;
      return takeCode(reading, quotedValue(token.text, named), named);
    }
    const choice = named.werte.find(({ name }) => skipText(reading, [name]));
    if (choice) return takeCode(reading, choice.code, named);
    if (token.kind !== "number" && token.kind !== "word") return undefined;
    reading.at += 1;
    const yesNo = yesNoValue(token.word, named);
    if (yesNo !== undefined) return takeCode(reading, yesNo, named);
    // 111000-113000 is a range of codes: nobody here knows which codes lie in it.
    if (reading.peek()?.word === "-" && reading.peek()?.start === token.end) return undefined;
    if (token.kind === "number" && reading.is(vocabulary.unit)) return undefined;
    const labelled = skipLabel(reading, token.text, named);
    if (!labelled && reading.peek()?.word === "(") {
      const same = takeCode(reading, token.text, named);
      if (same !== token.text) return undefined;
    }
    const isKnown = named.werte.some(({ code }) => code === token.text);
    const isCode = token.kind === "number" || isKnown || (labelled && looksLikeCode(token.text));
    return isCode ? token.text : undefined;
  });
}

/** "Gas (02)", "01 (Heißluft)", "01" ("Heißluft"): the other half of a choice in parentheses. It must be of the same choice. */
function takeCode(reading: Reading, value: string | undefined, named: Named): string | undefined {
  if (value === undefined || reading.peek()?.word !== "(") return value;
  const choice = named.werte.find(({ code }) => code === value);
  if (named.yesNo) return takeSameAnswer(reading, value, named);
  const written = reading.attempt(() => {
    reading.take("(");
    const half =
      reading.peek()?.kind === "quoted" || reading.peek()?.kind === "number" ? reading.peek()!.text : undefined;
    if (half !== undefined) reading.at += 1;
    else if (!choice || !skipText(reading, [choice.name])) return undefined;
    return reading.take(")") ? (half ?? value) : undefined;
  });
  if (written === undefined && named.werte.length === 0) skipParentheses(reading, new Set());
  if (written === undefined || written === value || choice?.name === written) return value;
  // Of a list that is not at hand, a number behind a label is its code.
  if (named.werte.length === 0 && /^\d+$/.test(written) && !/^\d+$/.test(value)) return written;
  if (named.werte.length === 0 && /^\d+$/.test(value)) return value;
  throw new NotUnderstood(`"${written}" is not "${value}"`);
}

/** ""Ja" (wahr)" says the same twice. */
function takeSameAnswer(reading: Reading, value: string, named: Named): string {
  reading.attempt(() => {
    reading.take("(");
    const same = yesNoValue(reading.peek()?.word ?? "", named) === value;
    if (same) reading.at += 1;
    return same && reading.take(")") ? true : undefined;
  });
  return value;
}

/** "X", "SR", "GesR" before a quoted label; what is written like a word ("das Wort "…"") is more likely one. */
function looksLikeCode(text: string): boolean {
  const word = text.toLocaleLowerCase("de");
  const isWord =
    vocabulary.endsName(word) ||
    vocabulary.and.has(word) ||
    vocabulary.or.has(word) ||
    vocabulary.towardsValue.has(word);
  return /^\p{Lu}(?:[\p{L}\p{N}]{0,4}[\p{Lu}\p{N}])?$/u.test(text) && !isWord;
}

/** The label behind a code: quoted, or after "=" or "-", or as it is; true when it was quoted. */
function skipLabel(reading: Reading, code: string, named: Named): boolean {
  const quoted = reading.takeKind("quoted");
  if (quoted) {
    refuseOtherLabel(code, named, (name) => sameText(name, quoted.text));
    return true;
  }
  const names = named.werte.filter((wert) => wert.code === code).map(({ name }) => name);
  return (
    reading.attempt(() => {
      if (reading.take(":")) return skipText(reading, names) ? false : undefined;
      const sign = reading.take("=") ?? reading.take("-") ?? reading.take("–");
      if (reading.takeKind("quoted")) return true;
      const from = reading.at;
      if (skipText(reading, names)) return false;
      refuseOtherLabel(code, named, (name) => skipText(reading, [name]));
      skipUnknownName(reading, [...names, ...(sign ? [firstWord(reading)] : [])]);
      return sign && reading.at === from ? undefined : false;
    }) ?? false
  );
}

/** "01 Gas" where Gas is 02: one of both is a mistake. */
function refuseOtherLabel(code: string, { werte }: Named, isWritten: (name: string) => boolean): void {
  if (werte.some((wert) => wert.code === code && isWritten(wert.name))) return;
  const other = werte.find((wert) => wert.code !== code && isWritten(wert.name));
  if (other) throw new NotUnderstood(`"${other.name}" is ${other.code} and not ${code}`);
}

function firstWord(reading: Reading): string {
  const token = reading.peek();
  return token && !vocabulary.endsName(token.word) ? token.text : "";
}

/** "Ja", "001", "Natürliche Person", "001 Auskunft wurde beantragt", "001=Liegt vor". */
function quotedValue(text: string, named: Named): string | undefined {
  const choice = named.werte.find(({ code, name }) =>
    [code, name, `${code} ${name}`].some((one) => sameText(one, text)),
  );
  if (choice) return choice.code;
  const yesNo = yesNoValue(text.toLocaleLowerCase("de"), named);
  if (yesNo !== undefined) return yesNo;
  // "2 oder mehr Kinder", "10 Tage" begin with a number that counts and is no code.
  const coded = /^(\d+)(?:\s*[="'–-]\s*(?=\p{L})|\s+(?=\p{Lu}))(\p{L}+)/u.exec(text);
  if (coded && !vocabulary.unit.has(coded[2]!.toLocaleLowerCase("de"))) return coded[1];
  if (text === "" || /[<>=]/.test(text)) return undefined;
  // A choice that is not in the schema's own list is an error of the rule or of the list: a person must look.
  return named.werte.length > 0 ? undefined : text;
}

function yesNoValue(word: string, named: Named): string | undefined {
  const value = vocabulary.yes.has(word) ? "wahr" : vocabulary.no.has(word) ? "falsch" : undefined;
  if (value === undefined || named.yesNo) return value;
  return named.werte.length > 0 ? named.werte.find(({ name }) => sameText(name, word))?.code : value;
}

function sameText(one: string, other: string): boolean {
  return one.localeCompare(other, "de", { sensitivity: "accent" }) === 0;
}
