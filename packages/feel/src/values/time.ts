import { two } from "./date.ts";
import { formatZone, offsetAt, parseZone, type Zone } from "./zone.ts";

export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
const PATTERN = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(.*)$/s;

/** A time of day in whole nanoseconds, with a zone or without. */
export class FeelTime {
  readonly nanos: number;
  readonly zone: Zone | null;

  constructor(nanos: number, zone: Zone | null) {
    this.nanos = nanos;
    this.zone = zone;
  }

  get hour(): number {
    return Math.floor(this.nanos / (3600 * NANOS_PER_SECOND));
  }

  get minute(): number {
    return Math.floor(this.nanos / (60 * NANOS_PER_SECOND)) % 60;
  }

  get second(): number {
    return Math.floor(this.nanos / NANOS_PER_SECOND) % 60;
  }

  get fraction(): number {
    return this.nanos % NANOS_PER_SECOND;
  }

  /** Nanoseconds since midnight UTC; may lie outside of one day. */
  get utcNanos(): number {
    return this.nanos - (this.zone ? offsetAt(this.zone, this.nanos / NANOS_PER_SECOND) * NANOS_PER_SECOND : 0);
  }

  toString(): string {
    return formatClock(this) + (this.zone ? formatZone(this.zone) : "");
  }

  toJSON(): string {
    return this.toString();
  }
}

export function timeOf(hour: number, minute: number, nanos: number, zone: Zone | null): FeelTime | null {
  if (!Number.isInteger(hour) || !Number.isInteger(minute) || !Number.isFinite(nanos)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || nanos < 0 || nanos >= 60 * NANOS_PER_SECOND) return null;
  return new FeelTime((hour * 3600 + minute * 60) * NANOS_PER_SECOND + Math.floor(nanos), zone);
}

/** A time from its ISO text (`10:30:00`, with `Z`, an offset or `@Europe/Berlin`), or null. */
export function time(iso: string): FeelTime | null {
  const match = PATTERN.exec(iso);
  if (!match) return null;
  const [, hour, minute, second, fraction = "", suffix = ""] = match;
  const zone = suffix === "" ? null : parseZone(suffix);
  if (suffix !== "" && !zone) return null;
  const nanos = Number(second) * NANOS_PER_SECOND + Number(fraction.slice(0, 9).padEnd(9, "0"));
  return timeOf(Number(hour), Number(minute), nanos, zone);
}

export function formatClock(clock: FeelTime): string {
  const fraction = clock.fraction ? `.${String(clock.fraction).padStart(9, "0").replace(/0+$/, "")}` : "";
  return `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}${fraction}`;
}
