import { childrenOf, required, type NodeCompiler } from "./compiler.ts";
import { add, divide, multiply, negate, power, subtract } from "../values/arithmetic.ts";
import { FeelDateTime } from "../values/date-time.ts";
import { isNumber } from "../values/number.ts";
import { print } from "../values/format.ts";
import type { FeelValue } from "../values/value.ts";
import { FeelTime } from "../values/time.ts";
import { COST_OF_NAMED_ZONE, isNamed } from "../values/zone.ts";
import type { Code } from "./scope.ts";

type Operation = (left: FeelValue, right: FeelValue) => FeelValue;

const operations: Readonly<Record<string, Operation>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "**": power,
  "^": power,
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
  return binary(left, right, sign, operation);
};

function binary(left: Code, right: Code, sign: string, run: Operation): Code {
  return (scope, evaluation) => {
    const a = left(scope, evaluation);
    const b = right(scope, evaluation);
    evaluation.spend(run === power ? costOfPower(b) : costOf(a) + costOf(b));
    const result = run(a, b);
    if (result === null && a !== null && b !== null)
      evaluation.warn("not_computable", `${describe(a)} ${sign} ${describe(b)} cannot be computed.`);
    return result;
  };
}

/** Steps by measured time. Text is paid by its length, or doubling it in a loop would fill the memory. */
function costOf(value: FeelValue): number {
  if (isNumber(value)) return 2;
  if (typeof value === "string") return 1 + (value.length >> 6);
  return (value instanceof FeelDateTime || value instanceof FeelTime) && isNamed(value.zone) ? COST_OF_NAMED_ZONE : 25;
}

function costOfPower(exponent: FeelValue): number {
  return isNumber(exponent) && exponent.isInteger() ? 50 : 2000;
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
