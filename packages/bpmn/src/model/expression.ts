import { compile, FeelError, fromJson, toJson, type FeelContext, type FeelExpression } from "@allmende/feel";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Variables = Readonly<Record<string, Json>>;

/** A FEEL expression, compiled when the model is read. */
export interface Expression {
  readonly source: string;
  readonly names: readonly string[];
  evaluate(variables: Variables, at: string): Evaluated;
}

/** The value with the answers it looked at, for "Warum?"; or why there is none. */
export type Evaluated =
  | { readonly ok: true; readonly value: Json; readonly read: Variables }
  | { readonly ok: false; readonly why: string };

export type CompiledExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly why: string };

/** Compiles FEEL. With `names`, others are refused; without, every single-word name is taken to exist. */
export function compileExpression(text: string, names?: Iterable<string>): CompiledExpression {
  const source = text.trim().replace(/^=/, "").trim();
  let known = [...(names ?? [])];
  for (;;) {
    const compiled = compile(source, { names: known });
    if (compiled.ok) return { ok: true, expression: runnable(compiled.expression) };
    const unknown = compiled.problems.filter((problem) => problem.code === "unknown_name");
    const found = unknown
      .map((problem) => source.slice(problem.from, problem.to))
      .filter((name) => !known.includes(name));
    if (names || found.length === 0 || unknown.length < compiled.problems.length) {
      return { ok: false, why: compiled.problems.map((problem) => problem.message).join(" ") };
    }
    known = [...known, ...found];
  }
}

function runnable(expression: FeelExpression): Expression {
  return {
    source: expression.source,
    names: expression.names,
    evaluate(variables, at) {
      const now = () => new Date(at);
      try {
        const { value, read } = expression.explain(contextFor(expression, variables), { now });
        return {
          ok: true,
          value: toJson(value) as Json,
          read: Object.fromEntries(read.map((one) => [one.name, toJson(one.value) as Json])),
        };
      } catch (error) {
        if (error instanceof FeelError) return { ok: false, why: error.message };
        throw error;
      }
    },
  };
}

/** Only what the expression reads is turned into FEEL values. */
function contextFor(expression: FeelExpression, variables: Variables): FeelContext {
  const own = expression.names.filter((name) => Object.hasOwn(variables, name));
  return Object.fromEntries(own.map((name) => [name, fromJson(variables[name])]));
}
