import type { Code } from "./compile/scope.ts";
import { Evaluation, type EvaluationOptions, type FeelWarning, type Reading } from "./evaluation.ts";
import { withoutOverflow } from "./overflow.ts";
import { checkSize } from "./values/size.ts";
import { member } from "./values/context.ts";
import type { FeelContext, FeelValue } from "./values/value.ts";

/** The value and why it is so: the answers that were looked at, and what went wrong on the way. */
export interface Explanation {
  readonly value: FeelValue;
  readonly read: readonly Reading[];
  readonly warnings: readonly FeelWarning[];
}

/** A compiled expression; it may be evaluated as often as one likes. */
export class FeelExpression {
  readonly source: string;
  /** The names that it really reads. */
  readonly names: readonly string[];
  private readonly code: Code;

  constructor(source: string, names: readonly string[], code: Code) {
    this.source = source;
    this.names = names;
    this.code = code;
  }

  /** The value. Throws a `FeelError` only if it takes more steps than it may. */
  evaluate(context: FeelContext, options?: EvaluationOptions): FeelValue {
    return checkSize(this.evaluateIn(new Evaluation(options), context));
  }

  explain(context: FeelContext, options?: EvaluationOptions): Explanation {
    const evaluation = new Evaluation(options, true);
    const value = checkSize(this.evaluateIn(evaluation, context));
    return { value, read: evaluation.listReadings(), warnings: evaluation.warnings };
  }

  /** The value as part of a larger evaluation, whose budget it shares. */
  evaluateIn(evaluation: Evaluation, context: FeelContext): FeelValue {
    const values = this.names.map((name) => member(context, name) ?? null);
    return withoutOverflow(() => this.code({ values, parent: null }, evaluation));
  }
}
