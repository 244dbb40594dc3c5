import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { day, holidayName, holidaysOf, lands, type Land } from "./index.ts";
import { holidaysByLaw } from "./holidays-by-law.testing.ts";

describe("holidays", () => {
  test.each(lands)("of %s are those of its holiday law in ten years", (land) => {
    for (let year = 2024; year <= 2033; year++) {
      expect(holidaysOf({ land }, year).map((holiday) => holiday.day)).toEqual(holidaysByLaw(land, year));
    }
  });

  test("do not depend on the machine's time zone", () => {
    const before = process.env.TZ;
    process.env.TZ = "Pacific/Auckland";
    try {
      expect(holidaysOf({ land: "HE" }, 2044)[0]?.day).toBe("2044-01-01"); // a year no other test has put into the memory
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test("ordered for one year only are known", () => {
    expect(holidayName(day("2025-05-08"), { land: "BE" })).toContain("Befreiung");
    expect(holidayName(day("2026-05-08"), { land: "BE" })).toBeUndefined();
    expect(holidayName(day("2025-05-08"), { land: "BB" })).toBeUndefined();
  });

  test("of one municipality can be added and taken away", () => {
    const assumption = day("2025-08-15");
    expect(holidayName(assumption, { land: "BY" })).toBe("Mariä Himmelfahrt");
    expect(holidayName(assumption, { land: "BY", local: { "Mariä Himmelfahrt": false } })).toBeUndefined();
    expect(holidayName(day("2025-06-19"), { land: "SN" })).toBeUndefined();
    expect(holidayName(day("2025-06-19"), { land: "SN", local: { Fronleichnam: true } })).toBe("Fronleichnam");
  });

  test("named Reformationstag begin in the north in 2018, after the one of 2017", () => {
    expect(holidayName(day("2016-10-31"), { land: "NI" })).toBeUndefined();
    expect(holidayName(day("2017-10-31"), { land: "NI" })).toBe("Reformationstag");
    expect(holidayName(day("2018-10-31"), { land: "NI" })).toBe("Reformationstag");
  });

  const list = resolve(process.env.ALLMENDE_SHARED_DATA ?? "../shared/data", "holidays/feiertage_he_ni_2024-2031.csv");
  test.skipIf(!existsSync(list))("of Hessen and Niedersachsen equal the shared list 2024 to 2031", () => {
    const rows = readFileSync(list, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    for (const land of ["HE", "NI"] satisfies Land[]) {
      const listed = rows.filter((row) => row[1] === land).map((row) => `${row[0]} ${row[2]}`);
      const ours = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031].flatMap((year) => holidaysOf({ land }, year));
      expect(ours.map((holiday) => `${holiday.day} ${holiday.name}`)).toEqual(listed);
    }
  });
  if (!existsSync(list)) process.stderr.write("deadlines: shared holiday list not found, its comparison is left out\n");
});
