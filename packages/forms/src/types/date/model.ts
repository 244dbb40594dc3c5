import { date as feelDate } from "@allmende/feel";
import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { feel, question } from "../settings.ts";
import { isoDay, readDate } from "./read-date.ts";

export const definition = z.strictObject({
  type: z.literal("date"),
  ...question,
  /** FEEL dates the answer must not pass; `today` is the legal day. */
  min: feel.optional(),
  max: feel.optional(),
  birthday: z.boolean().default(false),
});

export type DateField = z.infer<typeof definition>;

/** Three boxes, or the whole date in one piece in the first of them. */
export function read(posted: Posted): FieldReading {
  const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) => only(posted, part).trim());
  const whole = only(posted).trim() || (day && !month && !year ? day : "");
  if (!whole && !day && !month && !year) return { value: undefined };
  const value = whole ? readDate(whole) : isoDay(day, month, year);
  return value ? { value } : { fault: { code: "notADate" } };
}

export function write(value: unknown): Posted {
  const [year = "", month = "", day = ""] = String(value).split("-");
  return { day: [String(Number(day))], month: [String(Number(month))], year: [year] };
}

const shape = /^\d{4}-\d{2}-\d{2}$/;

/** A year before 1000 is a slip of the hand ("0024"). */
export const isDay = (value: unknown): value is string =>
  typeof value === "string" && value.length === 10 && shape.test(value) && value >= "1000" && feelDate(value) !== null;

export function check(field: DateField): Check {
  return (value, context) => {
    if (typeof value !== "string" || value.length !== 10 || !shape.test(value)) return { code: "wrongType" };
    if (!isDay(value)) return { code: "notADate" };
    const min = field.min && context.evaluate(field.min);
    if (min && value < min) return { code: "dateTooEarly", details: { limit: min } };
    const max = field.max && context.evaluate(field.max);
    return max && value > max ? { code: "dateTooLate", details: { limit: max } } : undefined;
  };
}

export const schema = () => ({ type: "string", format: "date", pattern: shape.source });
