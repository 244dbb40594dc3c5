import { isContext, isDuration, isList } from "../values/context.ts";
import { FeelDate } from "../values/date.ts";
import { FeelDateTime } from "../values/date-time.ts";
import { FeelFunction } from "../values/function.ts";
import { isNumber, type FeelNumber } from "../values/number.ts";
import { FeelRange } from "../values/range.ts";
import { FeelTime } from "../values/time.ts";
import type { FeelContext, FeelDuration, FeelValue } from "../values/value.ts";

/** A parameter of a built-in function: its name in the standard, and what it takes. */
export interface BuiltinParameter<Accepted> {
  readonly name: string;
  readonly optional: boolean;
  /** The value as the function wants it, or undefined if it is not of the kind. */
  readonly accept: (value: FeelValue) => Accepted | undefined;
}

type Guard<Accepted extends FeelValue> = (value: FeelValue) => value is Accepted;

function of<Accepted extends FeelValue>(guard: Guard<Accepted>) {
  return (name: string): BuiltinParameter<Accepted> => ({
    name,
    optional: false,
    accept: (value) => {
      if (guard(value)) return value;
      // FEEL takes the item of a list of one where no list is asked for.
      const only = isList(value) && value.length === 1 ? (value[0] ?? null) : null;
      return only !== null && guard(only) ? only : undefined;
    },
  });
}

export const text = of((value): value is string => typeof value === "string");
export const numeric = of<FeelNumber>(isNumber);
export const truthValue = of((value): value is boolean => typeof value === "boolean");
export const day = of((value): value is FeelDate => value instanceof FeelDate);
export const clock = of((value): value is FeelTime => value instanceof FeelTime);
export const moment = of((value): value is FeelDateTime => value instanceof FeelDateTime);
export const dayOrMoment = of(
  (value): value is FeelDate | FeelDateTime => value instanceof FeelDate || value instanceof FeelDateTime,
);
export const span = of<FeelDuration>(isDuration);
export const record = of<FeelContext>(isContext);
export const callable = of((value): value is FeelFunction => value instanceof FeelFunction);
export const interval = of((value): value is FeelRange => value instanceof FeelRange);
/** Anything that can stand on an axis: a range never does. */
export const point = of(
  (value): value is FeelValue => value !== null && !(value instanceof FeelRange) && !isList(value) && !isContext(value),
);

/** A list; what is no list becomes a list of one. */
export function list(name: string): BuiltinParameter<readonly FeelValue[]> {
  return {
    name,
    optional: false,
    accept: (value) => (isList(value) ? value : value === null ? undefined : [value]),
  };
}

export function anything(name: string): BuiltinParameter<FeelValue> {
  return { name, optional: false, accept: (value) => value };
}

/** May be left out or be null. */
export function optional<Accepted>(parameter: BuiltinParameter<Accepted>): BuiltinParameter<Accepted | null> {
  return { ...parameter, optional: true, accept: (value) => (value === null ? null : parameter.accept(value)) };
}
