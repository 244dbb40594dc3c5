/** Decision models of DMN 1.2 to 1.5: compiled once, bounded, and able to tell why. */
export { compileDmn, type CompiledDmn } from "./compile-dmn.ts";
export type { Decided, DecisionSummary, DmnModel } from "./model.ts";
export type { Matched } from "./logic/logic.ts";
export type { DmnProblem, DmnProblemCode } from "./problem.ts";
