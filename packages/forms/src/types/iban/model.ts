import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({ type: z.literal("iban"), ...question });
export type IbanField = z.infer<typeof definition>;

/** Lengths of ISO 13616 for the countries of SEPA; others are held to 15 to 34 characters. */
const lengths: Record<string, number> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22,
  GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18,
  NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27, VA: 22,
}; // prettier-ignore

export const shape = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** "DE12 3456 …", with blanks, hyphens or dots, in small letters, with "IBAN" before it: without all that. */
export const readIban = (typed: string): string =>
  typed.length > 100
    ? typed
    : plainDigits(typed)
        .normalize("NFKC")
        .toUpperCase()
        .replaceAll(/[\s.,\-‐–—_/()]/g, "")
        .replace(/^IBAN(?:NR)?:?/, "");

/** ISO 7064, MOD 97-10: the first four characters behind the rest, letters as numbers, remainder 1. */
export function isIban(text: string): boolean {
  if (text.length > 34 || !shape.test(text)) return false;
  const length = lengths[text.slice(0, 2)];
  if (length !== undefined && text.length !== length) return false;
  let rest = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export const read = (posted: Posted): FieldReading => ({ value: readIban(only(posted).trim()) || undefined });

export const check = (): Check => (value) => {
  if (typeof value !== "string") return { code: "wrongType" };
  return isIban(value) ? undefined : { code: "iban" };
};

export const schema = () => ({ type: "string", pattern: shape.source });

/** In blocks of four, as on a bank card. */
export const spaced = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");
