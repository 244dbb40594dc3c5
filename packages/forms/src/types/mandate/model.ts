import { z } from "zod";
import { isIban, readIban, shape } from "../iban/model.ts";
import type { Part } from "../parts.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("mandate"), ...question });
export type MandateField = z.infer<typeof definition>;

/** The account, who holds it, and the consent: without the consent there is no mandate. */
export const parts: Part[] = [
  { name: "accountHolder", required: true, max: 70 },
  {
    name: "iban",
    required: true,
    label: "ibanLabel",
    max: 34,
    read: readIban,
    shape: { pattern: shape, also: isIban, code: "iban" },
  },
  { name: "agreed", required: true, kind: "tick" },
];
