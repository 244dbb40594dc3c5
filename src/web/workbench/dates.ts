// Made once: a formatter costs 0.1 ms and memory that is given back late, and a list shows hundreds of dates.
const german = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat("de-DE", options);
const shortDays = german({ weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const shortInstants = german({ day: "numeric", month: "short", timeZone: "Europe/Berlin" });
const fullInstants = german({
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/Berlin",
});
const longDays = german({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

const fullDays = german({ dateStyle: "long", timeZone: "UTC" });

/** Dates as staff read them: "Di, 24. Nov.", "heute". Days are ISO. */
export function shortDay(day: string, today: string): string {
  if (day === today) return "heute";
  return shortDays.format(new Date(`${day}T00:00:00Z`)).replace(".,", ",");
}

/** A day of any year, as it stands in records: "31.12.2026". */
export const plainDay = (day: string): string => day.split("-").toReversed().join(".");

/** A day that may lie in another year: "14. März 2027". */
export const fullDay = (day: string): string => fullDays.format(new Date(`${day}T00:00:00Z`));

export function shortInstant(instant: Date): string {
  return shortInstants.format(instant);
}

export function fullInstant(instant: Date): string {
  return `${fullInstants.format(instant)} Uhr`;
}

/** Days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** "Dienstag 17. November". */
export function longDay(day: string): string {
  return longDays.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}

/** The week that is worked in: this one, on a weekend the coming one; until its Sunday. */
export function endOfWeek(day: string): { end: string; name: string; said: string } {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = date.getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  date.setUTCDate(date.getUTCDate() + ((7 - weekday) % 7) + (weekend ? 7 : 0));
  const end = date.toISOString().slice(0, 10);
  return weekend
    ? { end, name: "Nächste Woche", said: "nächste Woche" }
    : { end, name: "Diese Woche", said: "diese Woche" };
}
