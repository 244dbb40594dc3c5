import { equal, isContext, isList, isNumber, member, type FeelValue } from "@allmende/feel";

/** Equality as the TCK asks for it: numbers to eight digits, for its expectations are binary floats. */
export function alike(actual: FeelValue, expected: FeelValue): boolean {
  if (isNumber(actual) && isNumber(expected)) {
    const tolerance = expected.abs().times(1e-8);
    return actual
      .minus(expected)
      .abs()
      .lte(tolerance.isZero() ? 1e-8 : tolerance);
  }
  if (isList(actual) && isList(expected))
    return actual.length === expected.length && actual.every((item, index) => alike(item, expected[index] ?? null));
  if (isContext(actual) && isContext(expected)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(actual).length &&
      names.every((name) => alike(member(actual, name) ?? null, member(expected, name) ?? null))
    );
  }
  return equal(actual, expected) === true;
}
