import type { Land } from "./place.ts";

/** Second opinion for tests, sharing no code with the package: Easter from a printed table, the rest from the Länder's laws. */
const easter: Record<number, [number, number]> = {
  2024: [3, 31], 2025: [4, 20], 2026: [4, 5], 2027: [3, 28], 2028: [4, 16],
  2029: [4, 1], 2030: [4, 21], 2031: [4, 13], 2032: [3, 28], 2033: [4, 17],
}; // prettier-ignore

const fixed: [string, Land[] | "all"][] = [
  ["01-01", "all"],
  ["01-06", ["BW", "BY", "ST"]],
  ["03-08", ["BE", "MV"]],
  ["05-01", "all"],
  ["08-15", ["BY", "SL"]],
  ["09-20", ["TH"]],
  ["10-03", "all"],
  ["10-31", ["BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"]],
  ["11-01", ["BW", "BY", "NW", "RP", "SL"]],
  ["12-25", "all"],
  ["12-26", "all"],
];

const afterEaster: [number, Land[] | "all"][] = [
  [-2, "all"],
  [0, ["BB"]],
  [1, "all"],
  [39, "all"],
  [49, ["BB"]],
  [50, "all"],
  [60, ["BW", "BY", "HE", "NW", "RP", "SL"]],
];

export function holidaysByLaw(land: Land, year: number): string[] {
  const sunday = easter[year];
  if (!sunday) throw new Error(`the table of Easter ends before ${year}`);
  const holds = ([, where]: [unknown, Land[] | "all"]) => where === "all" || where.includes(land);
  const days = [
    ...fixed.filter(holds).map(([date]) => `${year}-${date}`),
    ...afterEaster.filter(holds).map(([offset]) => iso(year, sunday[0], sunday[1] + offset)),
  ];
  if (land === "SN") days.push(penance(year));
  if (land === "BE" && year === 2025) days.push("2025-05-08");
  if (land === "BE" && year === 2028) days.push("2028-06-17");
  return [...new Set(days)].sort();
}

/** Buß- und Bettag: the Wednesday before 23 November. */
function penance(year: number): string {
  for (let date = 22; ; date--) if (new Date(Date.UTC(year, 10, date)).getUTCDay() === 3) return iso(year, 11, date);
}

function iso(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}
