import type { Evaluation } from "../evaluation.ts";
import { compare } from "../values/compare.ts";
import type { FeelFunction } from "../values/function.ts";
import type { FeelValue } from "../values/value.ts";
import { builtin, form } from "./builtin.ts";
import { callable, list, optional } from "./parameters.ts";

export const sortFunctions = [
  builtin(
    "sort",
    form([list("list"), optional(callable("precedes"))], ([items, precedes], evaluation) =>
      precedes ? sortBy(items, precedes, evaluation) : sortNaturally(items, evaluation),
    ),
  ),
];

/** The function says whether the first precedes the second; both ways no means equal. */
function sortBy(items: readonly FeelValue[], precedes: FeelFunction, evaluation: Evaluation): FeelValue {
  if (precedes.parameters.length !== 2) return null;
  const before = (left: FeelValue, right: FeelValue) =>
    evaluation.call(() => precedes.invoke([left, right], evaluation)) === true;
  return items.toSorted((left, right) => {
    if (before(left, right)) return -1;
    return before(right, left) ? 1 : 0;
  });
}

function sortNaturally(items: readonly FeelValue[], evaluation: Evaluation): FeelValue {
  if (items.some((item) => compare(item, items[0] ?? null) === null)) return null;
  return items.toSorted((left, right) => {
    evaluation.spend(1);
    return compare(left, right) ?? 0;
  });
}
