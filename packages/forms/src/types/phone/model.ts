import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({ type: z.literal("phone"), ...question });
export type PhoneField = z.infer<typeof definition>;

/** E.164: a plus, the country, at most 15 digits. */
const shape = /^\+[1-9]\d{5,14}$/;

/**
 * A phone number as people write it ("06641 / 12 34-0", "+49 (0)6641 1234", "0049 6641 1234", "tel. 0171-1234567") in
 * E.164; without a country it is German. A number without its area code cannot be called and is none.
 */
export function readPhone(typed: string): string | undefined {
  if (typed.length > 60) return undefined;
  const text = plainDigits(typed)
    .normalize("NFKC")
    .trim()
    .replace(/^(?:(?:tel(?:efon)?|mobil|handy|fon|phone)[.\-\s]*(?:nr|nummer)?|nr|☎)[.:\s]*/i, "");
  if (!/^\(?\+?[\d\s()./‐–_·-]+$/.test(text)) return undefined;
  const bare = text.replace(/^(\+|00)(\s*\d{1,3}\s*)\(0\)/, "$1$2").replaceAll(/[^\d+]/g, "");
  const number = bare.startsWith("+") ? bare : bare.startsWith("00") ? `+${bare.slice(2)}` : bare.replace(/^0/, "+49");
  return isPhone(number) ? number : undefined;
}

/** In Germany at least five digits follow the country, and none of the zeros that only dialling at home needs. */
const isPhone = (text: string): boolean => text.length <= 16 && shape.test(text) && !/^\+49(?:0|\d{0,4}$)/.test(text);

export function read(posted: Posted): FieldReading {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const value = readPhone(typed);
  return value ? { value } : { fault: { code: "phone" } };
}

export const check = (): Check => (value) => {
  if (typeof value !== "string") return { code: "wrongType" };
  return isPhone(value) ? undefined : { code: "phone" };
};

export const schema = () => ({ type: "string", pattern: shape.source });
