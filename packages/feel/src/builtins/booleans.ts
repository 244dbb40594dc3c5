import { strictlySame } from "../values/same.ts";
import { builtin, form, listForms } from "./builtin.ts";
import { anything, truthValue } from "./parameters.ts";

export const booleanFunctions = [
  builtin(
    "not",
    form([truthValue("negand")], ([negand]) => !negand),
  ),
  builtin(
    "is",
    form([anything("value1"), anything("value2")], ([left, right], evaluation) =>
      strictlySame(left, right, evaluation),
    ),
  ),
  // Three-valued: one false decides `all`, one true decides `any`; null leaves it open; anything else is no answer.
  builtin("all", ...listForms((items) => decide(items, false))),
  builtin("any", ...listForms((items) => decide(items, true))),
];

function decide(items: readonly unknown[], decisive: boolean): boolean | null {
  if (items.includes(decisive)) return decisive;
  return items.every((item) => item === !decisive) ? !decisive : null;
}
