import type { Reference } from "./condition.ts";
import type { Named, Names } from "./names.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** Ends the reading of a rule: it stays open, for this reason. Thrown inside this folder only. */
export class NotUnderstood extends Error {}

/** A place in the tokens of a rule, and what the words before it made clear. */
export class Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly names: Names;
  at = 0;

  constructor(text: string, tokens: readonly Token[], names: Names) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Takes the next token if it is one of these words or marks. */
  take(words: ReadonlySet<string> | string): Token | undefined {
    const token = this.peek();
    if (!token || token.kind === "quoted") return undefined;
    const fits = typeof words === "string" ? token.word === words : words.has(token.word);
    if (fits) this.at += 1;
    return fits ? token : undefined;
  }

  takeKind(kind: TokenKind): Token | undefined {
    const token = this.peek();
    if (token?.kind !== kind) return undefined;
    this.at += 1;
    return token;
  }

  takeAll(words: ReadonlySet<string>): number {
    const from = this.at;
    while (this.take(words));
    return this.at - from;
  }

  is(words: ReadonlySet<string>, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token !== undefined && token.kind !== "quoted" && words.has(token.word);
  }

  /** Tries a reading; goes back to where it began when it gives undefined. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const from = this.at;
    const result = read();
    if (result === undefined) this.at = from;
    return result;
  }

  fail(what = "is not understood"): never {
    const token = this.peek();
    throw new NotUnderstood(token ? `"${this.#around(token)}" ${what}` : `the end ${what}`);
  }

  /** The element of a reference; a rule about something that is not in the schema stays open. */
  named(reference: Reference): Named {
    const found = this.names.find(reference.id);
    if (!found) throw new NotUnderstood(`${reference.id} is not in this schema`);
    return found;
  }

  /** Skips tokens up to a place in the text. */
  skipTo(end: number): void {
    while (!this.done && this.peek()!.start < end) this.at += 1;
  }

  #around(token: Token): string {
    return this.text.slice(token.start, token.start + 40);
  }
}
