import { expect, test } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";

test("how many administrations there are is said in words, whatever their number", () => {
  expect([1, 2, 9, 12, 13].map(de.manyAdministrations)).toEqual([
    "Eine Verwaltung, ein Zugang",
    "Zwei Verwaltungen, ein Zugang",
    "Neun Verwaltungen, ein Zugang",
    "Zwölf Verwaltungen, ein Zugang",
    "13 Verwaltungen, ein Zugang",
  ]);
  expect([1, 9].map(en.oneAccountForAll)).toEqual(["One account is enough", "One account works for all nine"]);
});
