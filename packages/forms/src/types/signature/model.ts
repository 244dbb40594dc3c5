import { z } from "zod";
import type { Part } from "../parts.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("signature"), ...question });
export type SignatureField = z.infer<typeof definition>;

/** The name, typed, and the declaration that it stands for a signature. */
export const parts: Part[] = [
  { name: "name", required: true, label: "typedName", max: 120 },
  { name: "agreed", required: true, kind: "tick" },
];
