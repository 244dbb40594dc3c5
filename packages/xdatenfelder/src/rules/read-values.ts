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
  const first = readValue(reading, named);
  if (first === undefined) return undefined;
  const values = [first];
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

/** "X", "SR", "GesR" before a quoted label; any longer word is more likely one that we do not know. */
function looksLikeCode(text: string): boolean {
  const word = text.toLocaleLowerCase("de");
  const isWord =
    vocabulary.endsName(word) ||
    vocabulary.and.has(word) ||
    vocabulary.or.has(word) ||
    vocabulary.towardsValue.has(word);
  return /^\p{Lu}[\p{L}\p{N}]{0,5}$/u.test(text) && !isWord;
}

/** The label behind a code: quoted, or after "=" or "-", or as it is; true when it was quoted. */
function skipLabel(reading: Reading, code: string, named: Named): boolean {
  const quoted = reading.takeKind("quoted");
  if (quoted) {
    const other = named.werte.find((wert) => wert.code !== code && sameText(wert.name, quoted.text));
    if (other && !named.werte.some((wert) => wert.code === code && sameText(wert.name, quoted.text)))
      throw new NotUnderstood(`"${quoted.text}" is ${other.code} and not ${code}`);
    return true;
  }
  const names = named.werte.filter((wert) => wert.code === code).map(({ name }) => name);
  return (
    reading.attempt(() => {
      if (reading.take(":")) return skipText(reading, names) ? false : undefined;
      const sign = reading.take("=") ?? reading.take("-") ?? reading.take("–");
      if (reading.takeKind("quoted")) return true;
      const from = reading.at;
      if (!skipText(reading, names)) skipUnknownName(reading, [...names, ...(sign ? [firstWord(reading)] : [])]);
      return sign && reading.at === from ? undefined : false;
    }) ?? false
  );
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
  const coded = /^(\d+)(?:\s*[="'–-]\s*|\s+)(?=\p{L})/u.exec(text);
  if (coded) return coded[1];
  if (/[<>=]/.test(text)) return undefined;
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
