import { date, dateFromEpochDay, type FeelDate } from "./date.ts";
import { FeelTime, NANOS_PER_DAY, NANOS_PER_SECOND, formatClock, time } from "./time.ts";
import { formatZone, namedOffset, offsetAt, type Zone } from "./zone.ts";

/** A day and a time of that day, with a zone or without. */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(day: FeelDate, clock: FeelTime) {
    this.date = day;
    this.time = clock;
  }

  get zone(): Zone | null {
    return this.time.zone;
  }

  /** Seconds by which the wall clock is ahead of UTC. */
  get offset(): number {
    if (!this.zone) return 0;
    return offsetAt(this.zone, this.date.epochDay * 86_400 + Math.floor(this.time.nanos / NANOS_PER_SECOND));
  }

  /** Days and nanoseconds since 1970 in UTC (without a zone: of the wall clock). */
  get instant(): { day: number; nanos: number } {
    return carry(this.date.epochDay, this.time.nanos - this.offset * NANOS_PER_SECOND);
  }

  toString(): string {
    return `${this.date.toString()}T${formatClock(this.time)}${this.zone ? formatZone(this.zone) : ""}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A date and time from its ISO text, or null. A date alone is midnight. */
export function dateTime(iso: string): FeelDateTime | null {
  const split = iso.indexOf("T");
  const day = date(split === -1 ? iso : iso.slice(0, split));
  const clock = split === -1 ? new FeelTime(0, null) : time(iso.slice(split + 1));
  return day && clock ? new FeelDateTime(day, clock) : null;
}

/** The date and time that a wall clock shows this many nanoseconds after midnight of a day. */
export function dateTimeAt(epochDay: number, nanos: number, zone: Zone | null): FeelDateTime | null {
  const carried = carry(epochDay, nanos);
  const day = dateFromEpochDay(carried.day);
  return day && new FeelDateTime(day, new FeelTime(carried.nanos, zone));
}

/** The same point in time, moved by exact time: over the hour that summer time leaves out, the wall clock jumps. */
export function moveInstant(from: FeelDateTime, days: number, nanos: number): FeelDateTime | null {
  const { zone } = from;
  if (!zone || !("name" in zone)) return dateTimeAt(from.date.epochDay + days, from.time.nanos + nanos, zone);
  const target = carry(from.instant.day + days, from.instant.nanos + nanos);
  const offset = namedOffset(zone.name, target.day * 86_400 + Math.floor(target.nanos / NANOS_PER_SECOND));
  return dateTimeAt(target.day, target.nanos + offset * NANOS_PER_SECOND, zone);
}

/** The date and time in a zone at an instant. */
export function dateTimeFromInstant(epochMilliseconds: number, zone: Zone): FeelDateTime | null {
  const seconds = epochMilliseconds / 1000;
  const offset = "offset" in zone ? zone.offset : namedOffset(zone.name, seconds);
  const local = epochMilliseconds + offset * 1000;
  const day = Math.floor(local / 86_400_000);
  return dateTimeAt(day, Math.round((local - day * 86_400_000) * 1e6), zone);
}

function carry(day: number, nanos: number): { day: number; nanos: number } {
  const days = Math.floor(nanos / NANOS_PER_DAY);
  return { day: day + days, nanos: nanos - days * NANOS_PER_DAY };
}
