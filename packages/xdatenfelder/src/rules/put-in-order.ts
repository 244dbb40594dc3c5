import type { Token } from "./tokens.ts";
import * as vocabulary from "./vocabulary.ts";

/**
 * "F1 ist bei F2 = Ja auszufüllen" becomes "F1 ist auszufüllen bei F2 = Ja", the order the grammar reads. Only in a sentence of
 * one clause and no other condition: else which of them the words belong to is not clear, and they stay where they are.
 */
export function putInOrder(tokens: readonly Token[]): readonly Token[] {
  const ordered: Token[] = [];
  let sentence: Token[] = [];
  for (const token of tokens) {
    if (!endsSentence(token)) sentence.push(token);
    else {
      ordered.push(...orderSentence(sentence), token);
      sentence = [];
    }
  }
  return [...ordered, ...orderSentence(sentence)];
}

function orderSentence(tokens: readonly Token[]): readonly Token[] {
  const bei = tokens.findIndex(({ kind, word }) => kind === "word" && word === "bei");
  const verb = tokens.findIndex((token, at) => at > bei && isPredicate(token));
  if (bei < 1 || verb === -1) return tokens;
  const otherwise = tokens.findIndex((token, at) => at > verb && startsOtherwise(token, tokens[at + 1]));
  const end = otherwise === -1 ? tokens.length : otherwise;
  const [before, condition, behind] = [tokens.slice(0, bei), tokens.slice(bei, verb), tokens.slice(verb, end)];
  const isOneClause =
    before.some(({ kind }) => kind === "reference") &&
    // "nicht bei F1 = Ja" may deny the case or what is to be done in it.
    !vocabulary.not.has(before.at(-1)?.word ?? "") &&
    !before.some((token) => token.kind === "operator" || isPredicate(token, "full") || startsCondition(token)) &&
    condition.some(({ kind, word }) => kind === "operator" || vocabulary.valueNoun.has(word)) &&
    !condition.some((token) => token.word === "," || startsCondition(token)) &&
    !behind.some(({ kind, word }) => kind !== "word" || vocabulary.and.has(word) || word === "bei");
  return isOneClause ? [...before, ...behind, ...condition, ...tokens.slice(end)] : tokens;
}

function endsSentence({ kind, word }: Token): boolean {
  return kind === "mark" && [".", "!", ";"].includes(word);
}

/** "sonst", and the comma before it. */
function startsOtherwise(token: Token, next: Token | undefined): boolean {
  return vocabulary.otherwise.has((token.word === "," ? next : token)?.word ?? "");
}

function startsCondition({ kind, word }: Token): boolean {
  return kind === "word" && [vocabulary.when, vocabulary.thereupon, vocabulary.otherwise].some((set) => set.has(word));
}

/** The words that say what is to be done; `full` leaves out those that only help, as "ist" and "müssen". */
function isPredicate({ kind, word }: Token, which?: "full"): boolean {
  const { show, hide, fill, empty, infinitive, obligatory, voluntary, ceases, appears } = vocabulary;
  const full = [show, hide, fill, empty, infinitive, obligatory, voluntary, ceases, appears];
  const helping = [vocabulary.must, vocabulary.may, vocabulary.not, vocabulary.auxiliary, vocabulary.filler];
  return kind === "word" && (which === "full" ? full : [...full, ...helping]).some((set) => set.has(word));
}
