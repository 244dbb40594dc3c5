import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({ type: z.literal("time"), ...question });
export type TimeField = z.infer<typeof definition>;

/** A time of day as people write it: "14:30", "14.30 Uhr", "1430", "930", "14 Uhr", "14h30"; the answer is "14:30". */
export function readTime(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const text = plainDigits(typed)
    .trim()
    .toLocaleLowerCase("de")
    .replace(/^um\s+/, "")
    .replace(/\s*uhr\.?$/, "");
  const match =
    /^(\d{1,2})(?:\s*(?:[:.,h]|uhr|(?<=\d)\s)\s*(\d{2})(?::00)?)?\s*h?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const value = readTime(typed);
  return value ? { value } : { fault: { code: "notATime" } };
}

const shape = /^([01]\d|2[0-3]):[0-5]\d$/;

export const check = (): Check => (value) => {
  if (typeof value !== "string") return { code: "wrongType" };
  return shape.test(value) ? undefined : { code: "notATime" };
};

export const schema = () => ({ type: "string", pattern: shape.source });
