import { forgetStart } from "../src/platform/young-heap.ts";

/**
 * A part of a measurement has started. Like the product before its first request, it forgets its start first (decision 14):
 * otherwise it is chance how large a young heap the start has left behind, and with it the rate of short work.
 */
export function ready(): void {
  forgetStart();
  process.send?.("ready");
}
