import { z } from "zod";
import { only, type Check, type Fault, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { readNumber } from "./read-number.ts";

export const definition = z.strictObject({
  type: z.literal("number"),
  ...question,
  min: z.number().optional(),
  max: z.number().optional(),
  decimals: z.number().int().min(0).max(6).default(2),
  suffix: z.boolean().default(false),
});

export type NumberField = z.infer<typeof definition>;

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const value = readNumber(typed);
  return value === undefined ? { fault: { code: "notANumber" } } : { value };
}

export const write = (value: unknown): Posted => ({ "": [String(value).replace(".", ",")] });

export function within(value: number, { min, max }: { min?: number; max?: number }): Fault | undefined {
  if (min !== undefined && value < min) return { code: "tooSmall", details: { min } };
  if (max !== undefined && value > max) return { code: "tooLarge", details: { max } };
  return undefined;
}

/** With bounds the wrong way round nobody could answer. */
export const problems = ({ min, max }: { min?: number; max?: number }): string[] =>
  min !== undefined && max !== undefined && min > max ? ["max is smaller than min"] : [];

/** The largest amount either way: 15 digits are exact in every reader of JSON. */
export const most = 999_999_999_999_999;

function decimalsOf(value: number): number {
  const [mantissa = "", exponent] = String(value).split("e");
  const written = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, written - Number(exponent ?? 0));
}

export function check(field: NumberField): Check {
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return { code: "wrongType" };
    if (!Number.isInteger(value) && decimalsOf(value) > field.decimals)
      return { code: "tooManyDecimals", details: { decimals: field.decimals } };
    return within(value, field) ?? within(value, { min: -most, max: most });
  };
}

export const bounds = ({ min = -most, max = most }: { min?: number; max?: number }) => ({
  minimum: Math.max(min, -most),
  maximum: Math.min(max, most),
});

export const schema = (field: NumberField) => ({ type: "number", ...bounds(field) });
