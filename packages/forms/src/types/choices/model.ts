import { z } from "zod";
import type { Check, Posted } from "../../field-type.ts";
import { optionIds, options } from "../choice/options.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("choices"), ...question, options });
export type ChoicesField = z.infer<typeof definition>;

export function read(posted: Posted) {
  const chosen = [...new Set(posted[""]?.map((word) => word.trim()).filter(Boolean))];
  return { value: chosen.length > 0 ? chosen : undefined };
}

export function check(field: ChoicesField): Check {
  const allowed = new Set(optionIds(field));
  return (value) => {
    if (!Array.isArray(value)) return { code: "wrongType" };
    if (value.length === 0) return { code: "requiredChoice" };
    if (value.length > allowed.size) return { code: "notAnOption" };
    const valid = value.every((entry) => typeof entry === "string" && allowed.has(entry));
    return valid && new Set(value).size === value.length ? undefined : { code: "notAnOption" };
  };
}

export const schema = (field: ChoicesField) => ({
  type: "array",
  items: { enum: optionIds(field) },
  uniqueItems: true,
  minItems: 1,
});
