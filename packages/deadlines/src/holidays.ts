import { getHolidays } from "feiertagejs";
import { day, yearOf, type Day } from "./day.ts";
import type { Land, LocalHoliday, Place } from "./place.ts";

export interface Holiday {
  readonly day: Day;
  /** The German name, as the laws of the Länder write it. */
  readonly name: string;
}

/** Public holidays ("gesetzliche Feiertage") of a place in a year, in order. */
export function holidaysOf(place: Place, year: number): readonly Holiday[] {
  const ofLand = holidaysOfLand(place.land, year);
  if (!place.local) return ofLand;
  const wanted = place.local;
  const kept = ofLand.filter((holiday) => wanted[holiday.name as LocalHoliday] !== false);
  const names = new Set(kept.map((holiday) => holiday.name));
  const added = everywhere(year).filter(
    (holiday) => wanted[holiday.name as LocalHoliday] === true && !names.has(holiday.name),
  );
  return inOrder([...kept, ...added]);
}

/** The holiday's name, or undefined when the day is none there. */
export function holidayName(on: Day, place: Place): string | undefined {
  return holidaysOf(place, yearOf(on)).find((holiday) => holiday.day === on)?.name;
}

const known = new Map<string, readonly Holiday[]>();

function holidaysOfLand(land: Land, year: number): readonly Holiday[] {
  const key = `${land}${year}`;
  let found = known.get(key);
  if (!found) {
    const listed = getHolidays(year, land).map(toHoliday);
    found = inOrder([
      ...listed.filter((holiday) => !(year < 2017 && isReformationInTheNorth(holiday, land))),
      ...once(land, year),
    ]);
    known.set(key, found);
  }
  return found;
}

/** Augsburg has all of Bavaria's and its own; Fronleichnam and Mariä Himmelfahrt are in that list too. */
function everywhere(year: number): readonly Holiday[] {
  return getHolidays(year, "AUGSBURG").map(toHoliday);
}

/** Holidays ordered for one single year, which the library does not carry. */
const singleDays: readonly (Holiday & { land: Land })[] = [
  { land: "BE", day: day("2020-05-08"), name: "75. Jahrestag der Befreiung" },
  { land: "BE", day: day("2025-05-08"), name: "80. Jahrestag der Befreiung" },
  { land: "BE", day: day("2028-06-17"), name: "75. Jahrestag des Aufstandes vom 17. Juni 1953" },
];

function once(land: Land, year: number): Holiday[] {
  return singleDays
    .filter((single) => single.land === land && yearOf(single.day) === year)
    .map(({ day, name }) => ({ day, name }));
}

/** The northern Länder took the Reformationstag as a yearly holiday in 2018 (2017 was one everywhere); the library knows no beginning. */
function isReformationInTheNorth(holiday: Holiday, land: Land): boolean {
  return holiday.name === "Reformationstag" && ["HB", "HH", "NI", "SH"].includes(land);
}

/** The library's `dateString` depends on the machine's time zone (wrong in Auckland); its `date` is noon UTC, which is the same day everywhere. */
function toHoliday(listed: {
  date: Date;
  translate: (language?: string) => string | undefined;
  name: string;
}): Holiday {
  return { day: day(listed.date.toISOString().slice(0, 10)), name: listed.translate("de") ?? listed.name };
}

function inOrder(holidays: Holiday[]): readonly Holiday[] {
  return holidays.sort((a, b) => (a.day < b.day ? -1 : 1));
}
