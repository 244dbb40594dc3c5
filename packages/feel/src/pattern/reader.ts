/** The source is no pattern. */
export class PatternError extends Error {}

const MAX_NESTING = 50;

/** Goes through the characters of a pattern. */
export class Reader {
  private readonly chars: readonly string[];
  private at = 0;
  private nesting = 0;

  constructor(source: string) {
    this.chars = Array.from(source);
  }

  get done(): boolean {
    return this.at >= this.chars.length;
  }

  /** Reads a part that may hold others of its kind. */
  nested<Result>(read: () => Result): Result {
    if (this.nesting >= MAX_NESTING) throw new PatternError("too deep");
    this.nesting++;
    const result = read();
    this.nesting--;
    return result;
  }

  peek(ahead = 0): string | undefined {
    return this.chars[this.at + ahead];
  }

  next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new PatternError("unexpected end");
    return char;
  }

  take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  expect(char: string): void {
    if (!this.take(char)) throw new PatternError(`${char} is missing`);
  }
}
