/**
 * The amount of the standard (decimal euros as a JSON number) for our whole cents. The division of two whole numbers is
 * rounded once, to the number nearest to the decimal, so 1999 becomes exactly what `19.99` parses to.
 */
export function toAmount(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`An amount is whole cents, not ${cents}`);
  return cents / 100;
}

/**
 * Our whole cents for an amount of the standard; undefined when the amount is not a whole number of cents. Noise of binary
 * floats (19.990000000000002, as some providers add up) is forgiven, a real fraction of a cent (19.995) never.
 */
export function toCents(amount: number): number | undefined {
  if (!Number.isFinite(amount)) return undefined;
  const cents = Math.round(amount * 100);
  if (!Number.isSafeInteger(cents) || Math.abs(amount * 100 - cents) > 1e-4) return undefined;
  return cents === 0 ? 0 : cents;
}
