import { plainDigits } from "../text/tidy.ts";

/**
 * Numbers as people write them: "1.000,50", "1000,5", "1 000", "12.5", "1'000.50". A single dot before exactly three
 * digits is a thousands separator (German; "0.001" is none), any other single dot a decimal one; with both, the later is the decimal
 * one. The result is plain: "-1000.5"; undefined if it is no number or has more than 15 digits.
 */
export function plainNumber(typed: string): string | undefined {
  if (typed.length > 60) return undefined;
  let text = plainDigits(typed)
    .replaceAll(/[\s\u00A0\u202F'’]/g, "")
    .replace(/^\+/, "")
    .replace(/^[−–]/, "-");
  const [comma, dot] = [text.lastIndexOf(","), text.lastIndexOf(".")];
  if (comma >= 0 && dot > comma) {
    if (!/^-?[1-9]\d{0,2}(,\d{3})+\.\d+$/.test(text)) return undefined;
    text = text.replaceAll(",", "");
  } else if (comma >= 0) {
    if (dot >= 0 && !/^-?[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(text)) return undefined;
    text = text.replaceAll(".", "").replace(",", ".");
  } else if (/^-?[1-9]\d{0,2}(\.\d{3})+$/.test(text)) text = text.replaceAll(".", "");
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return text.replaceAll(/[-.]/g, "").replace(/^0+/, "").length <= 15 ? text : undefined;
}

export function readNumber(typed: string): number | undefined {
  const plain = plainNumber(typed);
  // Minus nothing is nothing: -0 would not survive JSON.
  return plain === undefined ? undefined : Number(plain) + 0;
}
