import { coerce, type FeelType } from "@allmende/feel";
import type { Logic } from "./logic.ts";

/** A result that is not of the declared type, and cannot be made so, is null and a warning. */
export function typed(logic: Logic, type: FeelType, what: string): Logic {
  if (type.kind === "simple" && type.name === "Any") return logic;
  return (values, run) => {
    const value = logic(values, run);
    const coerced = coerce(value, type);
    if (coerced === null && value !== null) run.evaluation.warn("type", `The result of "${what}" is not of its type.`);
    return coerced;
  };
}
