import type { FeelProblem } from "../problem.ts";

export const MAX_SOURCE_LENGTH = 10_000;
/** Words and signs; the parser's time grows with the square of their number, a thousand take it some 30 ms. */
export const MAX_TOKENS = 1_000;
export const MAX_NESTING = 64;
/** Chains such as `a + b + c` nest as trees do, but only to the left. */
export const MAX_TREE_DEPTH = 400;

/** Refuses a source that would cost too much to parse, before it is parsed. */
export function checkSource(source: string): FeelProblem | null {
  if (source.length > MAX_SOURCE_LENGTH)
    return {
      code: "too_long",
      message: `The expression is longer than ${MAX_SOURCE_LENGTH} characters.`,
      from: MAX_SOURCE_LENGTH,
      to: source.length,
    };
  const words = checkWords(source);
  if (words) return words;
  const deep = findDeepBracket(source);
  if (deep === -1) return null;
  return { code: "too_deep", message: `Brackets are nested more than ${MAX_NESTING} deep.`, from: deep, to: deep + 1 };
}

const token = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*("?)|[\p{L}\p{N}_]+|\S/gu;

/** Words and signs, not too many of them, and no text without an end. A text counts as one, a comment as none. */
function checkWords(source: string): FeelProblem | null {
  const problem = (code: FeelProblem["code"], message: string, from: number) => ({
    code,
    message,
    from,
    to: source.length,
  });
  let count = 0;
  for (const { 0: text, 1: end, index } of source.matchAll(token)) {
    if (text.startsWith("//") || text.startsWith("/*")) continue;
    if (end === "") return problem("syntax", "A text has no end here.", index);
    if (++count > MAX_TOKENS)
      return problem("too_long", `The expression has more than ${MAX_TOKENS} words and signs.`, index);
  }
  return null;
}

/** Where the brackets become too deep, or -1. Text and comments do not count. */
function findDeepBracket(source: string): number {
  let depth = 0;
  for (let index = 0; index < source.length; index++) {
    const char = source[index];
    if (char === '"') index = endOfText(source, index);
    else if (char === "/" && source[index + 1] === "/") index = endOf(source, "\n", index);
    else if (char === "/" && source[index + 1] === "*") index = endOf(source, "*/", index + 2);
    else if (char === "(" || char === "[" || char === "{") {
      if (++depth > MAX_NESTING) return index;
    } else if (char === ")" || char === "]" || char === "}") depth = Math.max(0, depth - 1);
  }
  return -1;
}

function endOfText(source: string, start: number): number {
  for (let index = start + 1; index < source.length; index++) {
    if (source[index] === "\\") index++;
    else if (source[index] === '"') return index;
  }
  return source.length;
}

function endOf(source: string, mark: string, start: number): number {
  const end = source.indexOf(mark, start);
  return end === -1 ? source.length : end;
}
