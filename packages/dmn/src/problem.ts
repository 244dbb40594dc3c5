/** Why a model cannot be used, and at which element. */
export interface DmnProblem {
  readonly code: DmnProblemCode;
  readonly elementId: string;
  readonly message: string;
}

export type DmnProblemCode = "xml" | "unsupported" | "reference" | "type" | "expression" | "table" | "cycle" | "name";
