import { list, relation } from "./collections.ts";
import { context } from "./context.ts";
import { conditional, every, filter, forLoop, some } from "./control.ts";
import { decisionTable } from "./decision-table.ts";
import { functionDefinition } from "./functions.ts";
import { invocation } from "./invocation.ts";
import { literal } from "./literal.ts";
import type { LogicCompiler } from "./logic.ts";

/** How each kind of boxed expression becomes logic. */
export const logicCompilers: Readonly<Record<string, LogicCompiler>> = {
  LiteralExpression: literal,
  DecisionTable: decisionTable,
  Context: context,
  List: list,
  Relation: relation,
  Invocation: invocation,
  FunctionDefinition: functionDefinition,
  Conditional: conditional,
  Filter: filter,
  For: forLoop,
  Some: some,
  Every: every,
};
