import { expect, test } from "vitest";
import { addWorkingDays, day, isWorkingDay, parseDay, restDay, workingDaysBetween } from "./index.ts";

const hannover = { land: "NI" } as const;

test("a Saturday is no working day, and it is told why", () => {
  expect(isWorkingDay(day("2025-03-08"), hannover)).toBe(false);
  expect(restDay(day("2025-10-31"), hannover)).toBe("Reformationstag");
  expect(restDay(day("2025-10-31"), { land: "HE" })).toBeUndefined();
});

test("working days are counted after the first day", () => {
  expect(addWorkingDays(day("2025-04-16"), 3, hannover)).toBe("2025-04-23");
  expect(workingDaysBetween(day("2025-04-16"), day("2025-04-23"), hannover)).toBe(3);
  expect(() => addWorkingDays(day("2025-04-16"), -1, hannover)).toThrow("working days");
});

test("days that do not exist are refused", () => {
  expect(parseDay("2025-02-29")).toBeUndefined();
  expect(parseDay("2024-02-29")).toBe("2024-02-29");
  expect(parseDay("0000-01-01")).toBeUndefined();
  expect(parseDay("2025-1-1")).toBeUndefined();
  expect(() => day("gestern")).toThrow("not a calendar day");
});
