import { z } from "zod";
import { isDay } from "../date/model.ts";
import { readDate } from "../date/read-date.ts";
import type { Part } from "../parts.ts";
import { question, self } from "../settings.ts";

export const definition = z.strictObject({
  type: z.literal("person"),
  ...question,
  /** Whether the date of birth is asked. */
  birthDate: z.enum(["required", "optional", "none"]).default("required"),
  /** Whether the birth name and the doctorate are asked; both may be left out by the person. */
  more: z.boolean().default(false),
  self,
});

export type PersonField = z.infer<typeof definition>;

/**
 * Letters of DIN 91379, data type A (names of natural persons): Latin letters with up to three marks each, and the signs
 * that names hold (group N1 of the standard, and the two apostrophes of its newer edition). Every Latin letter is taken,
 * which is more than the standard's list and never less; numerals and shapes of letters that Unicode calls Latin are none.
 */
const letter = "(?![ªº\u2160-\u2188\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A])\\p{Script=Latin}\\p{M}{0,3}";
const sign = "[ '’ʼʻʹʺʾʿˈˌ`´¨·.,~‡-]";
const name = new RegExp(`^(?:${letter}|${sign})+$`, "u");
const firstOnes = new RegExp(`^(?:${letter}|${sign})*`, "u");

/** The first character that no name holds, as a person would point at it. */
export function strangeLetter(text: string): string {
  const rest = text.slice(firstOnes.exec(text)?.[0].length ?? 0);
  const strange = /^\P{M}?\p{M}*/u.exec(rest)?.[0] ?? "";
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]/u.test(strange);
  return visible ? strange : `U+${(rest.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const shape = { pattern: name, code: "notAName", details: (text: string) => ({ letter: strangeLetter(text) }) };
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
