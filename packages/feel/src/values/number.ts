import { Decimal } from "decimal.js";

/** Numbers are decimal128: 34 significant digits, half even, so that 1.15 * 100 is 115. */
export const Decimal128 = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6143,
  toExpNeg: -6200,
  toExpPos: 6200,
  defaults: true,
});

export type FeelNumber = Decimal;

const small: FeelNumber[] = Array.from({ length: 1024 }, (_, value) => new Decimal128(value));
export const ZERO = integer(0);
export const ONE = integer(1);

/** A number from an integer, without making a new object for the small ones. */
export function integer(value: number): FeelNumber {
  return (value >= 0 && value < 1024 ? small[value] : undefined) ?? new Decimal128(value);
}

export function isNumber(value: unknown): value is FeelNumber {
  return value instanceof Decimal128;
}

/** Infinity and NaN do not exist in FEEL: they are null. The result has at most 34 digits. */
export function finite(value: FeelNumber): FeelNumber | null {
  return value.isFinite() ? value : null;
}

/** A number from its text or from a JavaScript number; null if it is none. Always rounded to 34 digits. */
export function number(value: string | number | bigint): FeelNumber | null {
  try {
    return finite(new Decimal128(typeof value === "bigint" ? value.toString() : value).toSignificantDigits(34));
  } catch {
    return null;
  }
}

/** The number as a JavaScript integer, or null if it is not one that is safe to count with. */
export function toSafeInteger(value: FeelNumber): number | null {
  const plain = value.toNumber();
  return value.isInteger() && Number.isSafeInteger(plain) ? plain : null;
}
