import type { Evaluation } from "../evaluation.ts";
import { add, divide, multiply } from "../values/arithmetic.ts";
import { compare } from "../values/compare.ts";
import { integer, isNumber, finite, type FeelNumber } from "../values/number.ts";
import type { FeelValue } from "../values/value.ts";
import { builtin, listForms } from "./builtin.ts";

export const statisticsFunctions = [
  builtin("min", ...listForms((items) => extreme(items, (order) => order < 0))),
  builtin("max", ...listForms((items) => extreme(items, (order) => order > 0))),
  builtin("sum", ...listForms(sum)),
  builtin("mean", ...listForms((items, evaluation) => divide(sum(items, evaluation), integer(items.length)))),
  builtin("product", ...listForms((items) => (items.length === 0 ? null : items.every(isNumber) ? fold(items) : null))),
  builtin("median", ...ofNumbers(median)),
  builtin("stddev", ...ofNumbers(standardDeviation)),
  builtin("mode", ...ofNumbers(mode)),
];

function ofNumbers(compute: (numbers: readonly FeelNumber[], evaluation: Evaluation) => FeelValue) {
  return listForms((items, evaluation) => {
    evaluation.spend(items.length * 4);
    return items.every(isNumber) ? compute(items, evaluation) : null;
  });
}

/** The least or greatest item; null as soon as two items cannot be compared. */
function extreme(items: readonly FeelValue[], better: (order: number) => boolean): FeelValue {
  const [first = null, ...rest] = items;
  let best = first;
  for (const item of rest) {
    const order = compare(item, best);
    if (order === null) return null;
    if (better(order)) best = item;
  }
  return best !== null && compare(best, best) === null ? null : best;
}

/** Numbers, or durations of one kind. */
function sum(items: readonly FeelValue[], evaluation: Evaluation): FeelValue {
  const [first = null, ...rest] = items;
  if (typeof first === "string" || (!isNumber(first) && rest.length === 0 && add(first, first) === null)) return null;
  evaluation.spend(items.length);
  return rest.reduce<FeelValue>((total, item) => (typeof item === "string" ? null : add(total, item)), first);
}

function fold(items: readonly FeelNumber[]): FeelValue {
  return items.reduce<FeelValue>((product, item) => multiply(product, item), integer(1));
}

function median(numbers: readonly FeelNumber[]): FeelValue {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((left, right) => left.cmp(right));
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? null;
  if (sorted.length % 2 === 1) return upper;
  return divide(add(upper, sorted[middle - 1] ?? null), integer(2));
}

/** Of a sample: divided by one less than the count. */
function standardDeviation(numbers: readonly FeelNumber[]): FeelValue {
  if (numbers.length < 2) return null;
  const mean = numbers.reduce((total, value) => total.plus(value)).div(numbers.length);
  const squares = numbers.map((value) => value.minus(mean).pow(2)).reduce((total, value) => total.plus(value));
  return finite(squares.div(numbers.length - 1).sqrt());
}

/** The most frequent numbers, in rising order. */
function mode(numbers: readonly FeelNumber[]): FeelValue {
  const counts = new Map<string, { value: FeelNumber; count: number }>();
  for (const value of numbers) {
    const entry = counts.get(value.toString()) ?? { value, count: 0 };
    entry.count++;
    counts.set(value.toString(), entry);
  }
  const most = Math.max(0, ...[...counts.values()].map((entry) => entry.count));
  return [...counts.values()]
    .filter((entry) => entry.count === most)
    .map((entry) => entry.value)
    .toSorted((left, right) => left.cmp(right));
}
