import { describe, expect, test } from "vitest";
import { day, deadlineAfter, lands, parsePeriod, type Period } from "./index.ts";
import { holidaysByLaw } from "./holidays-by-law.testing.ts";

const hessen = { land: "HE" } as const;
const ends = (event: string, period: Period) => deadlineAfter(day(event), period, hessen).ends;

describe("a deadline", () => {
  test("does not count the day of the event", () => expect(ends("2025-03-03", { days: 10 })).toBe("2025-03-13"));
  test("of weeks ends on the same weekday", () => expect(ends("2025-03-05", { weeks: 2 })).toBe("2025-03-19"));
  test("of a month ends on the same date", () => expect(ends("2025-03-05", { months: 1 })).toBe("2025-04-07"));
  test("ends with the month when the date is missing", () =>
    expect(ends("2024-01-31", { months: 1 })).toBe("2024-02-29"));
  test("of a year from a leap day ends on 28 February", () =>
    expect(ends("2024-02-29", { years: 1 })).toBe("2025-02-28"));
  test("crosses the year", () => expect(ends("2025-12-10", { months: 1 })).toBe("2026-01-12"));
  test("is moved over Christmas", () => expect(ends("2025-11-25", { months: 1 })).toBe("2025-12-29"));
  test("of working days skips Easter", () => expect(ends("2025-04-17", { workingDays: 1 })).toBe("2025-04-22"));

  test("tells why it ends that day", () => {
    expect(deadlineAfter(day("2025-11-25"), { months: 1 }, hessen).reasons).toEqual([
      { rule: "event-day-not-counted", law: "§ 187 Abs. 1 BGB", from: "2025-11-25", to: "2025-11-26" },
      { rule: "months-counted", law: "§ 188 Abs. 2 BGB", from: "2025-11-25", to: "2025-12-25" },
      {
        rule: "shifted-to-working-day",
        law: "§ 193 BGB",
        from: "2025-12-25",
        to: "2025-12-29",
        because: "1. Weihnachtstag",
      },
    ]);
    const [, counted] = deadlineAfter(day("2025-01-31"), { months: 1 }, hessen).reasons;
    expect(counted).toMatchObject({ rule: "end-of-shorter-month", law: "§ 188 Abs. 2 und 3 BGB" });
  });

  test("reads periods as people and ISO write them, and nothing else", () => {
    expect(parsePeriod("P1M")).toEqual({ months: 1 });
    expect(parsePeriod("P2W")).toEqual({ weeks: 2 });
    expect(parsePeriod("3 working days")).toEqual({ workingDays: 3 });
    expect(parsePeriod("PT5H")).toBeUndefined();
    expect(parsePeriod("soon")).toBeUndefined();
  });
});

/** The independent table: ten years, every day, every Land; counted on plain numbers with the second opinion's holidays. */
describe.each(lands)("in %s every day of ten years", (land) => {
  const holidays = new Set(
    [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033].flatMap((year) => holidaysByLaw(land, year)),
  );
  const rest = (at: Date) => at.getUTCDay() % 6 === 0 || holidays.has(text(at));
  const text = (at: Date) => at.toISOString().slice(0, 10);

  const periods: [string, Period, (y: number, m: number, d: number) => Date][] = [
    ["four days", { days: 4 }, (y, m, d) => new Date(Date.UTC(y, m, d + 4))],
    ["two weeks", { weeks: 2 }, (y, m, d) => new Date(Date.UTC(y, m, d + 14))],
    ["one month", { months: 1 }, (y, m, d) => inMonth(y, m + 1, d)],
    ["three months", { months: 3 }, (y, m, d) => inMonth(y, m + 3, d)],
    ["one year", { years: 1 }, (y, m, d) => inMonth(y + 1, m, d)],
  ];
  test.each(periods)("plus %s ends as counted by hand", (_, period, count) => {
    const last = Date.UTC(2032, 11, 1); // the last period must end inside the table
    for (let at = new Date(Date.UTC(2024, 0, 1)); at.getTime() <= last; at.setUTCDate(at.getUTCDate() + 1)) {
      const end = count(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
      while (rest(end)) end.setUTCDate(end.getUTCDate() + 1);
      const ours = deadlineAfter(day(text(at)), period, { land }).ends;
      if (ours !== text(end)) expect.fail(`${land} ${text(at)}: ${ours} instead of ${text(end)}`);
    }
  });

  /** JavaScript rolls a missing date over into the next month; going back to day 0 of that month gives the last one. */
  function inMonth(year: number, month: number, date: number): Date {
    const rolled = new Date(Date.UTC(year, month, date));
    return rolled.getUTCDate() === date ? rolled : new Date(Date.UTC(year, month + 1, 0));
  }
});
