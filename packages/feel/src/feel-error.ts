export type FeelErrorCode = "budget_exceeded" | "too_deep" | "too_large";

/** The only thing an evaluation throws: it would have taken more than it may. */
export class FeelError extends Error {
  readonly code: FeelErrorCode;

  constructor(code: FeelErrorCode, message: string) {
    super(message);
    this.name = "FeelError";
    this.code = code;
  }
}
