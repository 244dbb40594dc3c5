/** Why an expression cannot be used; `from` and `to` are positions in its source. */
export interface FeelProblem {
  readonly code: FeelProblemCode;
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export type FeelProblemCode =
  | "syntax"
  | "too_long"
  | "too_deep"
  | "unknown_name"
  | "unknown_type"
  | "invalid_literal"
  | "duplicate_name"
  | "external_function";
