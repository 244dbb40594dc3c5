import { isContext, isList, member } from "./context.ts";
import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "./duration.ts";
import { FeelFunction } from "./function.ts";
import type { Meter } from "./meter.ts";
import { isNumber } from "./number.ts";
import { FeelRange } from "./range.ts";
import { takes } from "./subtype.ts";
import { FeelTime } from "./time.ts";
import type { FeelContext, FeelValue } from "./value.ts";

export type SimpleTypeName =
  | "Any"
  | "Null"
  | "boolean"
  | "number"
  | "string"
  | "date"
  | "time"
  | "date and time"
  | "days and time duration"
  | "years and months duration"
  | "duration"
  | "list"
  | "context"
  | "function"
  | "range";

/** A type as `instance of` and the item definitions of DMN know it. */
export type FeelType =
  | { readonly kind: "simple"; readonly name: SimpleTypeName }
  | { readonly kind: "list"; readonly of: FeelType }
  | { readonly kind: "range"; readonly of: FeelType }
  | { readonly kind: "context"; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly kind: "function"; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  | { readonly kind: "restricted"; readonly base: FeelType; readonly allows: (value: FeelValue) => boolean };

const simpleNames: readonly string[] = [
  "Any",
  "Null",
  "boolean",
  "number",
  "string",
  "date",
  "time",
  "date and time",
  "days and time duration",
  "years and months duration",
  "duration",
  "list",
  "context",
  "function",
  "range",
];

const aliases: Readonly<Record<string, SimpleTypeName>> = {
  dateTime: "date and time",
  dayTimeDuration: "days and time duration",
  yearMonthDuration: "years and months duration",
};

export const ANY: FeelType = { kind: "simple", name: "Any" };

/** The built-in type of this name, or undefined. */
export function simpleType(name: string): FeelType | undefined {
  const known = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return known !== undefined && isSimpleName(known) ? { kind: "simple", name: known } : undefined;
}

function isSimpleName(name: string): name is SimpleTypeName {
  return simpleNames.includes(name);
}

/** Whether the value is of the type. Null is of the types Any and Null only. */
export function isInstance(value: FeelValue, type: FeelType, meter?: Meter): boolean {
  meter?.spend(1);
  switch (type.kind) {
    case "simple":
      return isSimple(value, type.name);
    case "list":
      return isList(value) && value.every((item) => conforms(item, type.of, meter));
    case "range":
      return (
        value instanceof FeelRange &&
        [value.start, value.end].every((end) => end === null || isInstance(end, type.of, meter)) &&
        (value.start !== null || value.end !== null)
      );
    case "context":
      return isContext(value) && [...type.entries].every(([name, entry]) => hasEntry(value, name, entry, meter));
    case "function":
      return (
        value instanceof FeelFunction &&
        takes(
          value.parameters.map((parameter) => parameter.type),
          type.parameters,
        )
      );
    case "restricted":
      return isInstance(value, type.base, meter) && type.allows(value);
  }
}

/** An entry may be null, but it must be there. */
function hasEntry(context: FeelContext, name: string, type: FeelType, meter?: Meter): boolean {
  const value = member(context, name);
  return value !== undefined && conforms(value, type, meter);
}

/** Whether the value may stand where the type is asked for: null may stand everywhere. */
export function conforms(value: FeelValue, type: FeelType, meter?: Meter): boolean {
  return value === null || isInstance(value, type, meter);
}

function isSimple(value: FeelValue, name: SimpleTypeName): boolean {
  switch (name) {
    case "Any":
      return value !== null;
    case "Null":
      return value === null;
    case "boolean":
    case "string":
      return typeof value === name;
    case "number":
      return isNumber(value);
    case "date":
      return value instanceof FeelDate;
    case "time":
      return value instanceof FeelTime;
    case "date and time":
      return value instanceof FeelDateTime;
    case "days and time duration":
      return value instanceof DaysTimeDuration;
    case "years and months duration":
      return value instanceof YearsMonthsDuration;
    case "duration":
      return value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration;
    case "list":
      return isList(value);
    case "context":
      return isContext(value);
    case "function":
      return value instanceof FeelFunction;
    case "range":
      return value instanceof FeelRange;
  }
}
