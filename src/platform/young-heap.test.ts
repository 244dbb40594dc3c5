import { getHeapSpaceStatistics } from "node:v8";
import { expect, test } from "vitest";
import { forgetStart } from "./young-heap.ts";

const youngHeap = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")!.space_size / 1e6;

test("what a start let grow is small again after it", () => {
  let kept: unknown[] | undefined = Array.from({ length: 400_000 }, (_, i) => ({ is: [i] }));
  expect(kept.length * youngHeap()).toBeGreaterThan(400_000 * 4);
  kept = undefined;
  forgetStart();
  expect(youngHeap()).toBeLessThan(3);
  expect(globalThis).not.toHaveProperty("gc");
});
