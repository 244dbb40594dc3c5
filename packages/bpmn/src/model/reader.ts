import type { Source } from "../xml/moddle.ts";
import type { Due } from "./due.ts";
import type { Expression } from "./expression.ts";
import type { Container } from "./process-model.ts";

/** What reading an element needs: a place for refusals, the compiler of expressions, and the way into sub-processes. */
export interface Reader {
  /** Notes why the model cannot run; reading goes on, so that all reasons are told at once. */
  refuse(element: Source, why: string): undefined;
  hint(element: Source, why: string): void;
  expression(element: Source, text: string | undefined): Expression | undefined;
  /** An expression over what a step brings back: its names are known to nobody beforehand. */
  outcome(element: Source, text: string | undefined): Expression | undefined;
  due(element: Source, text: string | undefined): Due | undefined;
  container(source: Source, kind: Container["kind"]): Container;
  /** Whether a process of that id is in the package version. */
  isCallable(process: string): boolean;
}
