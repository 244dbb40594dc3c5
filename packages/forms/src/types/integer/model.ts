import { z } from "zod";
import type { Check } from "../../field-type.ts";
import { bounds, most, within } from "../number/model.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({
  type: z.literal("integer"),
  ...question,
  min: z.number().int().optional(),
  max: z.number().int().optional(),
  suffix: z.boolean().default(false),
});

export type IntegerField = z.infer<typeof definition>;

export function check(field: IntegerField): Check {
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return { code: "wrongType" };
    if (!Number.isInteger(value)) return { code: "notWhole" };
    return within(value, field) ?? within(value, { min: -most, max: most });
  };
}

export const schema = (field: IntegerField) => ({ type: "integer", ...bounds(field) });
