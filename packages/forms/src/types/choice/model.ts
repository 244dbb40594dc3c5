import { z } from "zod";
import { only, type Check, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { optionIds, options } from "./options.ts";

export const definition = z.strictObject({
  type: z.literal("choice"),
  ...question,
  options,
  /** One box that opens instead of a radio button for each. */
  list: z.boolean().default(false),
});

export type ChoiceField = z.infer<typeof definition>;

export const read = (posted: Posted) => ({ value: only(posted).trim() || undefined });

export function check(field: ChoiceField): Check {
  const allowed = new Set(optionIds(field));
  return (value) => {
    if (typeof value !== "string") return { code: "wrongType" };
    return allowed.has(value) ? undefined : { code: "notAnOption" };
  };
}

export const schema = (field: ChoiceField) => ({ enum: optionIds(field) });
