import { childrenOf, required, type NodeCompiler } from "./compiler.ts";
import { add, divide, multiply, negate, power, subtract } from "../values/arithmetic.ts";
import { isNumber } from "../values/number.ts";
import { print } from "../values/format.ts";
import type { FeelValue } from "../values/value.ts";
import type { Code } from "./scope.ts";

type Operation = (left: FeelValue, right: FeelValue) => FeelValue;

const operations: Readonly<Record<string, { run: Operation; steps: number }>> = {
  "+": { run: add, steps: 1 },
  "-": { run: subtract, steps: 1 },
  "*": { run: multiply, steps: 1 },
  "/": { run: divide, steps: 2 },
  "**": { run: power, steps: 100 },
  "^": { run: power, steps: 100 },
};

/** `a + b` and `-a`. What cannot be computed is null and a warning. */
export const arithmetic: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  if (children.length === 2) return negation(compiler.compile(required(children[1]), names));
  const left = compiler.compile(required(children[0]), names);
  const right = compiler.compile(required(children[2]), names);
  const sign = compiler.text(required(children[1]));
  const operation = operations[sign];
  if (!operation) throw new Error(`The FEEL grammar has changed: operator ${sign}.`);
  return binary(left, right, sign, operation.run, operation.steps);
};

function binary(left: Code, right: Code, sign: string, run: Operation, steps: number): Code {
  return (scope, evaluation) => {
    evaluation.spend(steps);
    const a = left(scope, evaluation);
    const b = right(scope, evaluation);
    // Joined text is paid by its length, or doubling it in a loop would fill the memory.
    if (typeof a === "string" && typeof b === "string") evaluation.spend((a.length + b.length) >> 6);
    const result = run(a, b);
    if (result === null && a !== null && b !== null)
      evaluation.warn("not_computable", `${describe(a)} ${sign} ${describe(b)} cannot be computed.`);
    return result;
  };
}

function negation(operand: Code): Code {
  return (scope, evaluation) => {
    evaluation.spend(1);
    const value = operand(scope, evaluation);
    return negate(value);
  };
}

function describe(value: FeelValue): string {
  return isNumber(value) ? print(value) : typeof value === "string" ? "text" : "a value";
}
