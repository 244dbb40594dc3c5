import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("yesno"), ...question });
export type YesnoField = z.infer<typeof definition>;

const words = new Map([
  ["ja", true],
  ["true", true],
  ["wahr", true],
  ["nein", false],
  ["false", false],
  ["falsch", false],
]);

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const value = words.get(typed.length > 10 ? "" : typed.toLowerCase());
  return value === undefined ? { fault: { code: "notAnOption" } } : { value };
}

export const check = (): Check => (value) => (typeof value === "boolean" ? undefined : { code: "wrongType" });
