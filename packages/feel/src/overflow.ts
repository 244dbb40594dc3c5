import { FeelError } from "./feel-error.ts";

/** A value nested by the thousand fills the stack of the machine; that is too deep, not a fault of ours. */
export function withoutOverflow<Result>(body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("call stack"))
      throw new FeelError("too_deep", "The expression makes values that are nested too deep.");
    throw error;
  }
}
