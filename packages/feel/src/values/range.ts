import { compare } from "./compare.ts";
import type { FeelValue } from "./value.ts";

/** A range; an end that is null has no bound. */
export class FeelRange {
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;

  constructor(start: FeelValue, end: FeelValue, startIncluded: boolean, endIncluded: boolean) {
    this.start = start;
    this.end = end;
    this.startIncluded = startIncluded && start !== null;
    this.endIncluded = endIncluded && end !== null;
  }
}

/** Whether the range has the point; null where they cannot be compared. */
export function rangeIncludes(range: FeelRange, point: FeelValue): boolean | null {
  if (range.start === null && range.end === null) return null;
  if (range.start !== null) {
    const order = compare(point, range.start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !range.startIncluded)) return false;
  }
  if (range.end !== null) {
    const order = compare(point, range.end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !range.endIncluded)) return false;
  }
  return true;
}
