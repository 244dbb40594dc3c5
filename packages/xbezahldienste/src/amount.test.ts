import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toAmount, toCents } from "./amount.ts";

test("every amount of whole cents comes back from JSON as it went", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_900, max: 99_999_900 }), (cents) => {
      const written = JSON.stringify(toAmount(cents));
      expect(written).toMatch(/^-?\d+(\.\d{1,2})?$/);
      expect(toCents(JSON.parse(written) as number)).toBe(cents === 0 ? 0 : cents);
    }),
  );
});

test("noise of binary floats is forgiven, a fraction of a cent is not", () => {
  expect(toCents(0.1 + 0.2)).toBe(30);
  expect(toCents(1.15 * 100)).toBe(11_500);
  expect(toCents(19.995)).toBeUndefined();
  expect(toCents(1.005)).toBeUndefined();
  expect(toCents(Number.NaN)).toBeUndefined();
  expect(toCents(Number.POSITIVE_INFINITY)).toBeUndefined();
});

test("half a cent cannot be sent", () => {
  expect(() => toAmount(12.5)).toThrow(RangeError);
});
