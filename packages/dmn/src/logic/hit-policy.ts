import { compare, equal, isList, isNumber, number, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Element } from "../xml/element.ts";
import { resultOf, type Output } from "./output.ts";
import type { Run, Workbench } from "./logic.ts";

type Row = readonly FeelValue[];

const aggregations: ReadonlySet<string> = new Set(["SUM", "COUNT", "MIN", "MAX"]);

/** Makes one result of the outputs of the rules that matched; there is at least one. */
export type HitPolicy = (rows: readonly Row[], values: FeelContext, run: Run) => FeelValue;

/** The hit policy ("Trefferregel") of a table. */
export function hitPolicyOf(table: Element, outputs: readonly Output[], bench: Workbench): HitPolicy {
  const name = table.text("hitPolicy") ?? "UNIQUE";
  const aggregation = table.text("aggregation");
  const one = (row: Row | undefined) => (row ? resultOf(outputs, row) : null);
  const all = (rows: readonly Row[]) => rows.map((row) => resultOf(outputs, row));
  switch (name) {
    case "UNIQUE":
      return (rows, _values, run) =>
        rows.length === 1 ? one(rows[0]) : run.evaluation.warn("not_unique", "More than one rule matches.");
    case "ANY":
      return (rows, _values, run) =>
        all(rows).every((result) => equal(result, one(rows[0]), run.evaluation) === true)
          ? one(rows[0])
          : run.evaluation.warn("not_equal", "Rules match that say different things.");
    case "FIRST":
      return (rows) => one(rows[0]);
    case "PRIORITY":
      return (rows, values, run) => one(byPriority(rows, outputs, values, run)[0]);
    case "RULE ORDER":
      return all;
    case "OUTPUT ORDER":
      return (rows, values, run) => all(byPriority(rows, outputs, values, run));
    case "COLLECT":
      if (!aggregation) return all;
      if (!aggregations.has(aggregation)) bench.problem("table", table, `There is no aggregation ${aggregation}.`);
      if (outputs.length > 1) bench.problem("table", table, "An aggregation is only possible with one output.");
      return (rows, _values, run) => aggregate(aggregation, all(rows), run);
  }
  bench.problem("table", table, `There is no hit policy ${name}.`);
  return () => null;
}

function aggregate(name: string, results: readonly FeelValue[], run: Run): FeelValue {
  if (name === "COUNT") return number(results.length);
  if (name === "SUM") {
    if (results.every(isNumber)) return results.reduce((sum, value) => sum.plus(value));
    return run.evaluation.warn("aggregation", "Only numbers can be summed up.");
  }
  return results.reduce((best, value) => {
    const order = compare(value, best);
    if (order === null) return run.evaluation.warn("aggregation", "The results cannot be compared.");
    return (name === "MIN" ? order < 0 : order > 0) ? value : best;
  });
}

/** The order of the output values, the first output first; values that are not listed come last. */
function byPriority(rows: readonly Row[], outputs: readonly Output[], values: FeelContext, run: Run): readonly Row[] {
  const rankings = outputs.map((output) => {
    const ranking = output.ranking?.(values, run) ?? null;
    return isList(ranking) ? ranking : [];
  });
  const rank = (row: Row) =>
    rankings.map((ranking, column) => {
      const index = ranking.findIndex((candidate) => equal(candidate, row[column] ?? null) === true);
      return index === -1 ? ranking.length : index;
    });
  return rows
    .map((row) => ({ row, ranks: rank(row) }))
    .toSorted((left, right) => left.ranks.map((value, index) => value - (right.ranks[index] ?? 0)).find(Boolean) ?? 0)
    .map(({ row }) => row);
}
