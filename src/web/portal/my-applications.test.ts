import { expect, test } from "vitest";
import type { Application } from "../../domains/applications/index.ts";
import { byUrgency } from "./my-applications.tsx";

test("what waits for the citizen stands first, a request before a payment before a draft; else the newest", () => {
  const of = (status: Application["status"], day: number) =>
    ({ status, savedAt: new Date(Date.UTC(2026, 10, day)) }) as Application;
  const inOrder = [
    of("waiting-for-citizen", 1),
    of("awaiting-payment", 2),
    of("draft", 9),
    of("draft", 3),
    of("closed", 8),
    of("in-process", 7),
  ];
  for (const mixed of [inOrder.toReversed(), [...inOrder.slice(3), ...inOrder.slice(0, 3)]])
    expect(mixed.toSorted(byUrgency)).toEqual(inOrder);
});
