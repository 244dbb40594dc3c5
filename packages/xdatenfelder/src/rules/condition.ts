/** A place a rule speaks of: an id of the schema, and the groups named with it. */
export type Reference = { id: string; within: string[] };

/** When a rule holds. `values` are codes as in the schema, for yes/no fields `wahr` and `falsch`. */
export type Condition =
  | { kind: "compare"; source: Reference; operator: "=" | "<>"; values: string[] }
  | { kind: "measure"; source: Reference; operator: "<" | "<=" | ">" | ">="; value: string }
  | { kind: "filled" | "empty"; source: Reference }
  | { kind: "and" | "or"; conditions: Condition[] };

/** Required: must be answered. Forbidden: must not be answered, is not shown. Optional: may be answered. */
export type Action = "required" | "forbidden" | "optional";
/** `choices`: only these codes may be chosen then. */
export type Effect = { action: Action; targets: Reference[]; choices?: string[] };

/** One statement of a rule. */
export type Statement =
  | { kind: "when"; condition: Condition; effects: Effect[]; otherwise: Effect[] }
  | { kind: "always"; effects: Effect[] }
  /** "Entweder … oder": exactly one is filled. "Mindestens eines": one or more are filled, or have this value. */
  | { kind: "exactly-one" | "at-least-one"; fields: Reference[]; value?: string }
  | { kind: "before"; earlier: Reference; later: Reference };

export function both(kind: "and" | "or", conditions: Condition[]): Condition {
  const flat = conditions.flatMap((one) => (one.kind === kind ? one.conditions : [one]));
  return flat.length === 1 ? flat[0]! : { kind, conditions: flat };
}

const measures = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

/** The opposite. An unanswered yes/no question counts as no, so "not no" is "yes". */
export function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case "compare":
      return compare(condition.source, condition.operator === "=" ? "<>" : "=", condition.values);
    case "measure":
      return { ...condition, operator: measures[condition.operator] };
    case "filled":
      return { ...condition, kind: "empty" };
    case "empty":
      return { ...condition, kind: "filled" };
    case "and":
      return both("or", condition.conditions.map(negate));
    case "or":
      return both("and", condition.conditions.map(negate));
  }
}

export function compare(source: Reference, operator: "=" | "<>", values: string[]): Condition {
  if (operator === "<>" && values.length === 1 && values[0] === "falsch")
    return { kind: "compare", source, operator: "=", values: ["wahr"] };
  return { kind: "compare", source, operator, values };
}
