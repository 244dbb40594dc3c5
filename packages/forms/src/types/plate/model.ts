import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({ type: z.literal("plate"), ...question });
export type PlateField = z.infer<typeof definition>;

/** District, letters, number; E for electric, H for historic: "VB-AB 123E". Annex 4 FZV: at most eight places. */
const shape = /^[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9]\d{0,3}[EH]?$/;

/** Written without a mark between district and letters, several plates are meant unless the letters leave one way. */
function split(letters: string): string | undefined {
  if (letters.length === 2) return `${letters[0]}-${letters[1]}`;
  return letters.length === 5 ? `${letters.slice(0, 3)}-${letters.slice(3)}` : undefined;
}

/** A German plate as people write it: "vb ab 123", "VB-AB123e", "VB - AB - 123 E", "vb:ab 123". */
export function readPlate(typed: string): { plate: string } | { code: string } {
  if (typed.length > 40) return { code: "plate" };
  const text = plainDigits(typed)
    .normalize("NFKC")
    .trim()
    .toUpperCase()
    .replaceAll(/^\(|\)$|\.$/g, "");
  const parts = /^([A-ZÄÖÜ]{1,3})[\s\-–—.:·_/]+([A-Z]{1,2})[\s\-–—.:·_/]*(\d{1,4})[\s\-–]*([EH]?)$/.exec(text);
  const whole = parts ? undefined : /^([A-ZÄÖÜ]{2,5})[\s\-–—.:·_/]*(\d{1,4})[\s\-–]*([EH]?)$/.exec(text);
  if (!parts && !whole) return { code: "plate" };
  const letters = parts ? `${parts[1]}-${parts[2]}` : split(whole![1]!);
  if (letters === undefined) return { code: "plateWithoutMark" };
  const rest = parts ? `${parts[3]}${parts[4]}` : `${whole![2]}${whole![3]}`;
  const plate = `${letters} ${rest}`;
  return isPlate(plate) ? { plate } : { code: "plate" };
}

const isPlate = (text: string): boolean =>
  text.length <= 10 && shape.test(text) && text.replaceAll(/[- ]/g, "").length <= 8;

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const reading = readPlate(typed);
  return "code" in reading ? { fault: { code: reading.code } } : { value: reading.plate };
}

export const check = (): Check => (value) => {
  if (typeof value !== "string") return { code: "wrongType" };
  return isPlate(value) ? undefined : { code: "plate" };
};

export const schema = () => ({ type: "string", pattern: shape.source });
