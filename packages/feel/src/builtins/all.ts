import type { FeelFunction } from "../values/function.ts";
import { booleanFunctions } from "./booleans.ts";
import { contextFunctions } from "./contexts.ts";
import { conversionFunctions } from "./conversions.ts";
import { dateFunctions } from "./dates.ts";
import { listFunctions } from "./lists.ts";
import { numberFunctions } from "./numbers.ts";
import { rangeFunctions } from "./ranges.ts";
import { sortFunctions } from "./sorting.ts";
import { statisticsFunctions } from "./statistics.ts";
import { stringFunctions } from "./strings.ts";
import { patternFunctions } from "./patterns.ts";

const builtins = new Map<string, FeelFunction>(
  [
    booleanFunctions,
    contextFunctions,
    conversionFunctions,
    dateFunctions,
    listFunctions,
    numberFunctions,
    patternFunctions,
    rangeFunctions,
    sortFunctions,
    statisticsFunctions,
    stringFunctions,
  ]
    .flat()
    .map((builtin) => [builtin.name, builtin]),
);

export const builtinNames: readonly string[] = [...builtins.keys()];

export function findBuiltin(name: string): FeelFunction | undefined {
  return builtins.get(name);
}
