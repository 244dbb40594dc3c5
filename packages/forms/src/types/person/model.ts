import { z } from "zod";
import { isDay } from "../date/model.ts";
import { readDate } from "../date/read-date.ts";
import type { Part } from "../parts.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({
  type: z.literal("person"),
  ...question,
  /** Whether the date of birth is asked. */
  birthDate: z.enum(["required", "optional", "none"]).default("required"),
  /** Whether the birth name and the doctorate are asked; both may be left out by the person. */
  more: z.boolean().default(false),
});

export type PersonField = z.infer<typeof definition>;

/**
 * Letters of DIN 91379, data type A (names of natural persons): Latin letters with their marks, and the few signs that
 * names hold. Every Latin letter is taken, which is more than the standard's list and never less.
 */
const name = /^[\p{Script=Latin}\p{M} '’ʼʻʹʺʾʿˈˌ`´¨·.,~‡-]+$/u;
const shape = { pattern: name, code: "notAName" };
const day = { pattern: /^\d{4}-\d{2}-\d{2}$/, also: isDay, code: "notADate" };

export function partsOf({ birthDate, more }: PersonField): Part[] {
  const extra = (part: string): Part[] => (more ? [{ name: part, max: 120, shape }] : []);
  return [
    ...extra("doctorate"),
    { name: "givenNames", required: true, max: 80, shape },
    { name: "familyName", required: true, max: 120, shape },
    ...extra("birthName"),
    ...(birthDate === "none"
      ? []
      : [{ name: "birthDate", required: birthDate === "required", max: 10, read: readDate, shape: day }]),
  ];
}
