import { compile, type EvaluationOptions, format, fromJson, isContext, type Explanation } from "../src/index.ts";

/** Compiles and evaluates for the names of the answers; problems are thrown as one text. */
export function explain(source: string, answers: object = {}, options?: EvaluationOptions): Explanation {
  const compiled = compile(source, { names: Object.keys(answers) });
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => problem.message).join(" "));
  const context = fromJson(answers);
  return compiled.expression.explain(isContext(context) ? context : {}, options);
}

/** The value as FEEL text. */
export function run(source: string, answers?: object, options?: EvaluationOptions): string {
  return format(explain(source, answers, options).value);
}

/** Whether a value passes an input entry of a decision table. */
export function passes(tests: string, value: unknown, answers: object = {}): string {
  const compiled = compile(tests, { names: Object.keys(answers), dialect: "unary-tests" });
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => problem.message).join(" "));
  const context = fromJson({ ...answers, "?": value });
  return format(compiled.expression.evaluate(isContext(context) ? context : {}));
}
