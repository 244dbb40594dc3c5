import { z } from "zod";
import { common, feel } from "../settings.ts";

export const definition = z.strictObject({
  type: z.literal("computed"),
  ...common,
  /** FEEL over earlier answers. */
  value: feel,
  /** How the result is read; `money` is whole cents. */
  as: z.enum(["text", "number", "money", "date"]).default("text"),
});

export type ComputedField = z.infer<typeof definition>;
