/** The only thing an evaluation throws: it would have taken more than it may. */
export class FeelError extends Error {
  readonly code: "budget_exceeded" | "too_deep" | "too_large";

  constructor(code: FeelError["code"], message: string) {
    super(message);
    this.name = "FeelError";
    this.code = code;
  }
}
