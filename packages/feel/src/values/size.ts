import { FeelError } from "../feel-error.ts";
import { withoutOverflow } from "../overflow.ts";
import { isContext, isList } from "./context.ts";
import { FeelRange } from "./range.ts";
import type { FeelValue } from "./value.ts";

export const MAX_RESULT_SIZE = 200_000;

/**
 * Refuses a result that would be huge once it is written down. A list may hold another twice, that one again another
 * twice, and so on: it takes little memory and few steps to make, but no end to print. So what is held is counted as
 * often as it is held, yet looked at only once.
 */
export function checkSize(value: FeelValue): FeelValue {
  if (withoutOverflow(() => sizeOf(value, new Map())) > MAX_RESULT_SIZE)
    throw new FeelError("too_large", `The result has more than ${MAX_RESULT_SIZE} parts.`);
  return value;
}

function sizeOf(value: FeelValue, known: Map<FeelValue, number>): number {
  if (typeof value !== "object" || value === null) return 1;
  const parts = partsOf(value);
  if (parts.length === 0) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  const size = parts.reduce<number>((sum, part) => sum + sizeOf(part, known), 1);
  known.set(value, size);
  return size;
}

function partsOf(value: FeelValue): readonly FeelValue[] {
  if (isList(value)) return value;
  if (value instanceof FeelRange) return [value.start, value.end];
  return isContext(value) ? Object.values(value) : [];
}
