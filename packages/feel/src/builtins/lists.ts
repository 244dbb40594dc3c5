import type { Evaluation } from "../evaluation.ts";
import { isList } from "../values/context.ts";
import { equal } from "../values/equal.ts";
import type { FeelFunction } from "../values/function.ts";
import { integer, toSafeInteger, type FeelNumber } from "../values/number.ts";
import type { FeelValue } from "../values/value.ts";
import { builtin, form, type Form } from "./builtin.ts";
import { anything, callable, list, numeric, optional } from "./parameters.ts";

type List = readonly FeelValue[];

export const listFunctions = [
  builtin(
    "list contains",
    form([list("list"), anything("element")], ([items, element], evaluation) => includes(items, element, evaluation)),
  ),
  builtin(
    "count",
    form([list("list")], ([items]) => integer(items.length)),
  ),
  builtin(
    "sublist",
    form([list("list"), numeric("start position"), optional(numeric("length"))], ([items, start, length]) => {
      const begin = position(items, start);
      const count = length === null ? items.length : toSafeInteger(length);
      if (begin === null || count === null || count < 1) return null;
      return length !== null && begin + count > items.length ? null : items.slice(begin, begin + count);
    }),
  ),
  builtin(
    "append",
    variadic(["list", "item"], 2, ([first = null, ...items]) => [...toList(first), ...items]),
  ),
  builtin("concatenate", variadic(["list"], 1, joined)),
  builtin(
    "insert before",
    form([list("list"), numeric("position"), anything("newItem")], ([items, at, item]) => {
      const index = position(items, at);
      return index === null ? null : items.toSpliced(index, 0, item);
    }),
  ),
  builtin(
    "remove",
    form([list("list"), numeric("position")], ([items, at]) => {
      const index = position(items, at);
      return index === null ? null : items.toSpliced(index, 1);
    }),
  ),
  builtin(
    "list replace",
    form([list("list"), numeric("position"), anything("newItem")], ([items, at, item]) => {
      const index = position(items, at);
      return index === null ? null : items.with(index, item);
    }),
    form([list("list"), callable("match"), anything("newItem")], ([items, match, item], evaluation) =>
      replaceMatching(items, match, item, evaluation),
    ),
  ),
  builtin(
    "reverse",
    form([list("list")], ([items]) => items.toReversed()),
  ),
  builtin(
    "index of",
    form([list("list"), anything("match")], ([items, match], evaluation) =>
      items.flatMap((item, index) => (equal(item, match, evaluation) === true ? [integer(index + 1)] : [])),
    ),
  ),
  builtin(
    "union",
    variadic(["list"], 1, (lists, evaluation) => {
      const all = joined(lists, evaluation);
      return isList(all) ? distinct(all, evaluation) : null;
    }),
  ),
  builtin(
    "distinct values",
    form([list("list")], ([items], evaluation) => distinct(items, evaluation)),
  ),
  builtin(
    "flatten",
    form([list("list")], ([items], evaluation) => flatten(items, evaluation)),
  ),
];

function variadic(
  names: readonly string[],
  required: number,
  run: (args: List, evaluation: Evaluation) => FeelValue,
): Form {
  return {
    names,
    required,
    variadic: true,
    run: (args, evaluation) => (args[0] === null ? undefined : run(args, evaluation)),
  };
}

/** Positions start at 1, negative ones count from the end; null if the list does not reach so far. */
function position(items: List, at: FeelNumber): number | null {
  const index = toSafeInteger(at);
  if (index === null || index === 0 || Math.abs(index) > items.length) return null;
  return index > 0 ? index - 1 : items.length + index;
}

function toList(value: FeelValue): List {
  return isList(value) ? value : [value];
}

function joined(lists: List, _evaluation: Evaluation): FeelValue {
  return lists.includes(null) ? null : lists.flatMap(toList);
}

function includes(items: List, element: FeelValue, evaluation: Evaluation): boolean {
  return items.some((item) => equal(item, element, evaluation) === true);
}

function distinct(items: List, evaluation: Evaluation): List {
  const kept: FeelValue[] = [];
  for (const item of items) {
    evaluation.spend(kept.length);
    if (!includes(kept, item, evaluation)) kept.push(item);
  }
  return kept;
}

function flatten(items: List, evaluation: Evaluation): List {
  const flat: FeelValue[] = [];
  const collect = (list: List) => {
    evaluation.spend(list.length);
    for (const item of list) {
      if (isList(item)) collect(item);
      else flat.push(item);
    }
  };
  collect(items);
  return flat;
}

function replaceMatching(items: List, match: FeelFunction, item: FeelValue, evaluation: Evaluation): FeelValue {
  if (match.parameters.length !== 2) return null;
  const answers = items.map((old) => evaluation.call(() => match.invoke([old, item], evaluation)));
  if (!answers.every((answer) => typeof answer === "boolean")) return null;
  return items.map((old, index) => (answers[index] === true ? item : old));
}
