/**
 * A refusal the law or a rule foresees. `code` is stable ("cases.hearing_open"); the sentence people read
 * lives in the texts of the page or in the problem document, filled with `details`.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: string, details: Record<string, string | number> = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}

/** What was asked for is not there, or not for this person: both look alike (no oracle). */
export class NotFound extends Error {
  constructor(what: string) {
    super(`not found: ${what}`);
    this.name = "NotFound";
  }
}

/** Something the operator must mend before Allmende can start; the sentence says what to do. */
export class StartRefusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "StartRefusal";
  }
}

/** The operator asked to stop before the start was complete: everything opened so far is closed, nothing went wrong. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
    this.name = "Stopped";
  }
}
