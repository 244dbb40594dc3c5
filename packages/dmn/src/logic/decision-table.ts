import { coerce, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Element } from "../xml/element.ts";
import { hitPolicyOf } from "./hit-policy.ts";
import { resultOf, type Output } from "./output.ts";
import { extend, type Logic, type LogicCompiler, type Run, type Workbench } from "./logic.ts";

interface Input {
  readonly value: Logic;
  readonly allows: Logic | null;
  readonly label: string;
}

interface Rule {
  readonly id: string;
  /** Null stands for `-`: any value will do. */
  readonly tests: readonly (Logic | null)[];
  readonly outputs: readonly Logic[];
}

/** A decision table ("Entscheidungstabelle"); the rules that matched are told as reasons. */
export const decisionTable: LogicCompiler = (element, names, bench) => {
  const inputs = element.children("input").map((input) => compileInput(input, names, bench));
  const outputs = element.children("output").map((output) => compileOutput(output, names, bench));
  const rules = element.children("rule").map((rule, index) => compileRule(rule, index, names, bench));
  for (const [index, rule] of rules.entries())
    if (rule.tests.length !== inputs.length || rule.outputs.length !== outputs.length)
      bench.problem("table", element, `Rule ${index + 1} does not have an entry for each column.`);
  const policy = hitPolicyOf(element, outputs, bench);
  // The first rule that matches decides alone: those behind it are no reason.
  const first = element.text("hitPolicy") === "FIRST";
  return (values, run) => {
    const columns = readInputs(inputs, values, run);
    const hits = first ? firstOf(rules, columns, run) : rules.filter((rule) => matches(rule, columns, run));
    run.matched.push({ decision: bench.owner, ruleIds: hits.map((rule) => rule.id) });
    if (hits.length === 0) return defaultResult(outputs, values, run);
    const results = hits.map((rule) => rule.outputs.map((output) => output(values, run)));
    return policy(results, values, run);
  };
};

function firstOf(rules: readonly Rule[], columns: Parameters<typeof matches>[1], run: Run): readonly Rule[] {
  const found = rules.find((rule) => matches(rule, columns, run));
  return found ? [found] : [];
}

function compileInput(input: Element, names: readonly string[], bench: Workbench): Input {
  const expression = input.child("inputExpression");
  const source = expression?.text("text") ?? "";
  const logic = bench.feel(source, names, expression ?? input);
  const type = bench.type(expression?.text("typeRef"), expression ?? input);
  const allowed = input.child("inputValues")?.text("text");
  return {
    label: source,
    value: (values, run) => coerce(logic(values, run), type),
    allows: allowed ? bench.tests(allowed, names, input) : null,
  };
}

function compileOutput(output: Element, names: readonly string[], bench: Workbench): Output {
  const values = output.child("outputValues");
  const source = values?.text("text");
  const fallback = output.child("defaultOutputEntry");
  return {
    name: output.name,
    default: fallback?.text("text") ? bench.logic(fallback, names, output) : null,
    ranking: source ? bench.feel(`[${source}]`, names, values ?? output) : null,
    allows: source ? bench.tests(source, names, values ?? output) : null,
  };
}

function compileRule(rule: Element, index: number, names: readonly string[], bench: Workbench): Rule {
  return {
    id: rule.id || String(index + 1),
    tests: rule.children("inputEntry").map((entry) => {
      const source = entry.text("text")?.trim() ?? "";
      return source === "" || source === "-" ? null : bench.tests(source, names, entry);
    }),
    outputs: rule.children("outputEntry").map((entry) => bench.logic(entry, names, entry)),
  };
}

/** Each column with its value as `?`. A value that the column does not allow counts as missing. */
function readInputs(inputs: readonly Input[], values: FeelContext, run: Run): FeelContext[] {
  return inputs.map((input) => {
    const value = input.value(values, run);
    const tested = extend(values, [["?", value]]);
    if (!input.allows || value === null || input.allows(tested, run) === true) return tested;
    run.evaluation.warn("not_allowed", `"${input.label}" has a value that the table does not allow.`);
    return extend(values, [["?", null]]);
  });
}

function matches(rule: Rule, columns: readonly FeelContext[], run: Run): boolean {
  return rule.tests.every((test, index) => {
    const column = columns[index];
    return test === null || (column !== undefined && test(column, run) === true);
  });
}

function defaultResult(outputs: readonly Output[], values: FeelContext, run: Run): FeelValue {
  if (outputs.every((output) => output.default === null)) return null;
  return resultOf(
    outputs,
    outputs.map((output) => output.default?.(values, run) ?? null),
  );
}
