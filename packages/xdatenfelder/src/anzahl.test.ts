import { expect, test } from "vitest";
import { formatAnzahl, parseAnzahl } from "./anzahl.ts";

test.each([
  ["0:1", { min: 0, max: 1 }],
  ["1:*", { min: 1, max: "*" }],
  ["2:5", { min: 2, max: 5 }],
  ["0:*", { min: 0, max: "*" }],
  ["0:0", { min: 0, max: 0 }],
])("%s is read and written back", (text, anzahl) => {
  expect(parseAnzahl(text)).toEqual(anzahl);
  expect(formatAnzahl(parseAnzahl(text)!)).toBe(text);
});

test.each(["", "1", "1:", ":1", "*:1", "5:2", "1:-1", "1 : 2", "1:2:3", "a:b", "1:99999999"])(
  "%j is no cardinality",
  (text) => {
    expect(parseAnzahl(text)).toBeUndefined();
  },
);
