import { compare } from "../values/compare.ts";
import { FeelRange, rangeIncludes } from "../values/range.ts";
import type { FeelValue } from "../values/value.ts";
import { builtin, form } from "./builtin.ts";
import { interval, point } from "./parameters.ts";

type Relation = (left: FeelRange, right: FeelRange) => boolean | null;

/** Allen's relations between ranges, and between points and ranges; a point is the range that holds only it. */
export const rangeFunctions = [
  builtin(
    "before",
    pointPoint((left, right) => endsBefore(left, right)),
    pointRange((left, right) => endsBefore(left, right)),
    rangePoint((left, right) => endsBefore(left, right)),
    rangeRange(endsBefore),
  ),
  builtin(
    "after",
    pointPoint((left, right) => endsBefore(right, left)),
    pointRange((left, right) => endsBefore(right, left)),
    rangePoint((left, right) => endsBefore(right, left)),
    rangeRange((left, right) => endsBefore(right, left)),
  ),
  builtin("meets", rangeRange(meets)),
  builtin(
    "met by",
    rangeRange((left, right) => meets(right, left)),
  ),
  builtin(
    "overlaps",
    rangeRange((left, right) => not(or(endsBefore(left, right), endsBefore(right, left)))),
  ),
  builtin("overlaps before", rangeRange(overlapsBefore)),
  builtin(
    "overlaps after",
    rangeRange((left, right) => overlapsBefore(right, left)),
  ),
  builtin("finishes", pointRange(finishes), rangeRange(finishes)),
  builtin(
    "finished by",
    rangePoint((left, right) => finishes(right, left)),
    rangeRange((left, right) => finishes(right, left)),
  ),
  builtin(
    "includes",
    rangePoint((left, right) => rangeIncludes(left, right.start)),
    rangeRange((left, right) => within(right, left)),
  ),
  builtin(
    "during",
    pointRange((left, right) => rangeIncludes(right, left.start)),
    rangeRange(within),
  ),
  builtin("starts", pointRange(starts), rangeRange(starts)),
  builtin(
    "started by",
    rangePoint((left, right) => starts(right, left)),
    rangeRange((left, right) => starts(right, left)),
  ),
  builtin("coincides", pointPoint(coincide), rangeRange(coincide)),
];

function pointPoint(relation: Relation) {
  return form([point("point1"), point("point2")], ([left, right]) => relation(only(left), only(right)));
}

function pointRange(relation: Relation) {
  return form([point("point"), interval("range")], ([left, right]) => relation(only(left), right));
}

function rangePoint(relation: Relation) {
  return form([interval("range"), point("point")], ([left, right]) => relation(left, only(right)));
}

function rangeRange(relation: Relation) {
  return form([interval("range1"), interval("range2")], ([left, right]) => relation(left, right));
}

function only(value: FeelValue): FeelRange {
  return new FeelRange(value, value, true, true);
}

/** Compares two ends; an end without bound lies beyond every value. */
function order(left: FeelValue, leftSide: -1 | 1, right: FeelValue, rightSide: -1 | 1): number | null {
  if (left === null && right === null) return leftSide - rightSide;
  if (left === null) return leftSide;
  if (right === null) return -rightSide;
  return compare(left, right);
}

function test(result: number | null, accepts: (result: number) => boolean): boolean | null {
  return result === null ? null : accepts(result);
}

function endsBefore(left: FeelRange, right: FeelRange): boolean | null {
  return test(
    order(left.end, 1, right.start, -1),
    (result) => result < 0 || (result === 0 && !(left.endIncluded && right.startIncluded)),
  );
}

function meets(left: FeelRange, right: FeelRange): boolean | null {
  return test(order(left.end, 1, right.start, -1), (result) => result === 0 && left.endIncluded && right.startIncluded);
}

/** Starts before the other and ends inside of it. */
function overlapsBefore(left: FeelRange, right: FeelRange): boolean | null {
  const startsFirst = test(
    order(left.start, -1, right.start, -1),
    (result) => result < 0 || (result === 0 && left.startIncluded && !right.startIncluded),
  );
  const reaches = not(endsBefore(left, right));
  const endsFirst = test(
    order(left.end, 1, right.end, 1),
    (result) => result < 0 || (result === 0 && (!left.endIncluded || right.endIncluded)),
  );
  return and(startsFirst, reaches, endsFirst);
}

function finishes(left: FeelRange, right: FeelRange): boolean | null {
  const sameEnd = test(
    order(left.end, 1, right.end, 1),
    (result) => result === 0 && left.endIncluded === right.endIncluded,
  );
  return and(sameEnd, startsInside(left, right));
}

function starts(left: FeelRange, right: FeelRange): boolean | null {
  const sameStart = test(
    order(left.start, -1, right.start, -1),
    (result) => result === 0 && left.startIncluded === right.startIncluded,
  );
  return and(sameStart, endsInside(left, right));
}

function within(left: FeelRange, right: FeelRange): boolean | null {
  return and(startsInside(left, right), endsInside(left, right));
}

function startsInside(left: FeelRange, right: FeelRange): boolean | null {
  return test(
    order(right.start, -1, left.start, -1),
    (result) => result < 0 || (result === 0 && (right.startIncluded || !left.startIncluded)),
  );
}

function endsInside(left: FeelRange, right: FeelRange): boolean | null {
  return test(
    order(left.end, 1, right.end, 1),
    (result) => result < 0 || (result === 0 && (right.endIncluded || !left.endIncluded)),
  );
}

function coincide(left: FeelRange, right: FeelRange): boolean | null {
  const sameStart = test(
    order(left.start, -1, right.start, -1),
    (result) => result === 0 && left.startIncluded === right.startIncluded,
  );
  const sameEnd = test(
    order(left.end, 1, right.end, 1),
    (result) => result === 0 && left.endIncluded === right.endIncluded,
  );
  return and(sameStart, sameEnd);
}

function and(...values: readonly (boolean | null)[]): boolean | null {
  return values.includes(null) ? null : values.every((value) => value === true);
}

function or(left: boolean | null, right: boolean | null): boolean | null {
  return left === null || right === null ? null : left || right;
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}
