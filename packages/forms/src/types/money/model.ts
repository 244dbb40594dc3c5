import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { bounds, most, within } from "../number/model.ts";
import { plainNumber } from "../number/read-number.ts";
import { question } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({
  type: z.literal("money"),
  ...question,
  /** Whole cents, as everywhere: in answers, in FEEL, in fees. */
  min: z.number().int().default(0),
  max: z.number().int().optional(),
});

export type MoneyField = z.infer<typeof definition>;

/** Euros as people write them ("1.000,50", "1000.5 €", "EUR 12", "12,-", "12 € 50", ",50", "50 Cent") in whole cents. */
export function readMoney(typed: string): { cents: number } | { code: string } {
  if (typed.length > 60) return { code: "notMoney" };
  const text = plainDigits(typed)
    .trim()
    .replace(/^(\d+)\s*(?:€|EUR(?:O)?)\s*(?:und\s+)?(\d{2})(?:\s*(?:ct|cents?)\.?)?$/i, "$1,$2")
    .replace(/^(\d{1,2})\s*(?:ct|cents?)\.?$/i, (_, cents: string) => `0,${cents.padStart(2, "0")}`)
    .replace(/^(?:€|EUR(?:O)?)\s*/i, "")
    .replace(/\s*(?:€|EUR(?:O)?)\.?$/i, "")
    .replace(/^([^,]*)(?:[,.][-–—]{1,2}|,)$/, "$1")
    .replace(/^[,.](?=\d{1,2}$)/, "0,");
  const plain = plainNumber(text);
  if (plain === undefined) return { code: "notMoney" };
  const [whole = "0", fraction = ""] = plain.split(".");
  if (fraction.length > 2) return { code: "tooManyCents" };
  const cents = Number(whole + fraction.padEnd(2, "0")) + 0;
  return Math.abs(cents) <= most ? { cents } : { code: "notMoney" };
}

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const reading = readMoney(typed);
  return "code" in reading ? { fault: { code: reading.code } } : { value: reading.cents };
}

/** "1000,50": what fits into a box. */
export function write(value: unknown): Posted {
  const cents = Math.abs(Number(value));
  const sign = Number(value) < 0 ? "-" : "";
  return { "": [`${sign}${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`] };
}

export function check(field: MoneyField): Check {
  return (value) => {
    if (typeof value !== "number" || !Number.isInteger(value)) return { code: "wrongType" };
    const fault = within(value, field) ?? within(value, { min: -most, max: most });
    if (fault?.code === "tooSmall") return { code: "tooLittleMoney", details: { cents: field.min } };
    return fault && { code: "tooMuchMoney", details: { cents: field.max ?? most } };
  };
}

export const schema = (field: MoneyField) => ({ type: "integer", description: "whole euro cents", ...bounds(field) });
