import type { Token } from "./tokens.ts";
import * as vocabulary from "./vocabulary.ts";

/** "dann (F1 ist Pflichtfeld)", "(Wenn …)": parentheses around a whole consequence or rule say nothing and are left out. */
export function unwrap(tokens: readonly Token[]): readonly Token[] {
  const dropped = new Set<Token>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "mark" || token.word !== "(" || !wrapsFrom(tokens[at - 1], tokens[at + 1])) continue;
    const end = closing(tokens, at);
    if (end === undefined || !wrapsUpTo(tokens[end + 1])) continue;
    dropped.add(token).add(tokens[end]!);
  }
  return dropped.size === 0 ? tokens : tokens.filter((token) => !dropped.has(token));
}

function wrapsFrom(before: Token | undefined, inside: Token | undefined): boolean {
  if (!inside) return false;
  if (before === undefined) return vocabulary.when.has(inside.word);
  return vocabulary.thereupon.has(before.word) || vocabulary.otherwise.has(before.word);
}

function wrapsUpTo(behind: Token | undefined): boolean {
  return behind === undefined || [".", "!", ";", ","].includes(behind.word) || vocabulary.otherwise.has(behind.word);
}

function closing(tokens: readonly Token[], from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, word } = tokens[at]!;
    if (kind !== "mark") continue;
    if (word === "(") depth += 1;
    if (word === ")" && --depth === 0) return at;
  }
  return undefined;
}
