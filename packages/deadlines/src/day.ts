declare const legalDay: unique symbol;

/** A legal day ("Kalendertag") as "YYYY-MM-DD" in Europe/Berlin; it has no hour, so summer time cannot touch it. */
export type Day = string & { readonly [legalDay]: true };

/** The day a text names, or undefined when it names none (30 February, other formats). */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const exists = year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
  return exists ? (text as Day) : undefined;
}

/** The same for days written by programmers: throws RangeError, because a wrong constant is a mistake of ours. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

export function addDays(from: Day, count: number): Day {
  return fromNumber(toNumber(from) + count);
}

/** Months are counted by name: where the last month lacks the day, its last day counts (§ 188 Abs. 3 BGB). */
export function addMonths(from: Day, count: number): Day {
  const [year, month, date] = parts(from);
  const months = year * 12 + (month - 1) + count;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  return write(y, m, Math.min(date, daysInMonth(y, m)));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(of: Day): number {
  return (toNumber(of) + 4) % 7; // 1970-01-01 was a Thursday
}

export function yearOf(of: Day): number {
  return parts(of)[0];
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const dayLength = 86_400_000;

function toNumber(of: Day): number {
  const [year, month, date] = parts(of);
  return Date.UTC(year, month - 1, date) / dayLength;
}

function fromNumber(count: number): Day {
  return new Date(count * dayLength).toISOString().slice(0, 10) as Day;
}

function parts(of: Day): [number, number, number] {
  return [Number(of.slice(0, 4)), Number(of.slice(5, 7)), Number(of.slice(8, 10))];
}

function write(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}` as Day;
}
