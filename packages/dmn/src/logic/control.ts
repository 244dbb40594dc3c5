import { isList, itemsOf, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Element } from "../xml/element.ts";
import { extend, type Logic, type LogicCompiler, type Run, type Workbench } from "./logic.ts";

/** A boxed conditional: no answer takes the else, as in FEEL; an answer that is no boolean makes the whole null. */
export const conditional: LogicCompiler = (element, names, bench) => {
  const [condition, then, otherwise] = ["if", "then", "else"].map((part) =>
    bench.logic(element.child(part)?.child("value"), names, element),
  );
  return (values, run) => {
    const answer = condition?.(values, run) ?? null;
    if (answer !== null && typeof answer !== "boolean")
      return run.evaluation.warn("no_boolean", "The condition is neither true nor false.");
    return (answer ? then : otherwise)?.(values, run) ?? null;
  };
};

/** A boxed filter: a match that is no boolean makes the whole null. A written match knows the members of the item, as a FEEL filter does. */
export const filter: LogicCompiler = (element, names, bench) => {
  const source = bench.logic(element.child("in")?.child("value"), names, element);
  const match = matchOf(element.child("match")?.child("value"), names, bench, element);
  return (values, run) => {
    const items = listOf(source(values, run));
    const kept: FeelValue[] = [];
    for (const item of items ?? []) {
      const answer = visit(match, "item", item, values, run);
      if (typeof answer !== "boolean") return run.evaluation.warn("no_boolean", "The match is neither true nor false.");
      if (answer) kept.push(item);
    }
    return items && kept;
  };
};

/** Asked of one item: `[item][…]` keeps it or not, and whether the answer was one at all is asked the same way. */
function matchOf(match: Element | undefined, names: readonly string[], bench: Workbench, at: Element): Logic {
  const inner = [...names, "item"];
  const written = match?.type === "LiteralExpression" ? match.text("text")?.trim() : undefined;
  // Whether a language that is named can be read, the literal itself decides.
  if (!match || !written || match.text("expressionLanguage")) return bench.logic(match, inner, at);
  const [holds, isAnswer] = [`(${written}\n) = true`, `(${written}\n) instance of boolean`].map((test) =>
    bench.feel(`[item][${test}]`, inner, match),
  );
  const keeps = (logic: Logic | undefined, values: FeelContext, run: Run): boolean => {
    const kept = logic?.(values, run) ?? null;
    return isList(kept) && kept.length > 0;
  };
  return (values, run) => (keeps(isAnswer, values, run) ? keeps(holds, values, run) : null);
}

/** A boxed `for`; `partial` holds the results so far. */
export const forLoop: LogicCompiler = (element, names, bench) => {
  const variable = element.text("iteratorVariable") ?? "";
  const source = bench.logic(element.child("in")?.child("value"), names, element);
  const body = bench.logic(element.child("return")?.child("value"), [...names, variable, "partial"], element);
  return (values, run) => {
    const items = itemsOf(source(values, run));
    if (!items) return null;
    const results: FeelValue[] = [];
    for (const item of items) {
      // A copy: the body may return it, and a list must not come to hold itself.
      run.evaluation.spend(results.length >> 5);
      results.push(visit(body, variable, item, extend(values, [["partial", results.slice()]]), run));
    }
    return results;
  };
};

/** A boxed `some`: an answer that is no boolean makes the whole null. */
export const some: LogicCompiler = quantified((answers) => answers.includes(true));

export const every: LogicCompiler = quantified((answers) => !answers.includes(false));

function quantified(decide: (answers: readonly boolean[]) => boolean): LogicCompiler {
  return (element, names, bench) => {
    const variable = element.text("iteratorVariable") ?? "";
    const source = bench.logic(element.child("in")?.child("value"), names, element);
    const condition = bench.logic(element.child("satisfies")?.child("value"), [...names, variable], element);
    return (values, run) => {
      const items = itemsOf(source(values, run));
      const answers: boolean[] = [];
      for (const item of items ?? []) {
        const answer = visit(condition, variable, item, values, run);
        if (typeof answer !== "boolean") return run.evaluation.warn("no_boolean", "A test is neither true nor false.");
        answers.push(answer);
      }
      return items && decide(answers);
    };
  };
}

function visit(logic: Logic, variable: string, item: FeelValue, values: FeelContext, run: Run): FeelValue {
  run.evaluation.spend(2);
  return logic(extend(values, [[variable, item]]), run);
}

function listOf(value: FeelValue): readonly FeelValue[] | null {
  if (value === null) return null;
  return isList(value) ? value : [value];
}
