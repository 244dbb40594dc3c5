/** Where a time is told: a fixed offset from UTC, or a named zone of the IANA database. */
export type Zone = { readonly offset: number } | { readonly name: string };

export const UTC: Zone = { offset: 0 };

/** The calendar of the platform takes its time over a named zone. */
export const COST_OF_NAMED_ZONE = 150;

export function isNamed(zone: Zone | null): boolean {
  return zone !== null && "name" in zone;
}

const OFFSET = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `Z`, `+01:00`, `@Europe/Berlin`; null if it is no zone. */
export function parseZone(text: string): Zone | null {
  if (text === "Z" || text === "z") return UTC;
  const match = OFFSET.exec(text);
  if (match) {
    const [, sign, hours, minutes, seconds] = match;
    const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
    if (offset > 18 * 3600 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
    return { offset: sign === "-" ? -offset : offset };
  }
  if (!text.startsWith("@")) return null;
  const name = text.slice(1);
  if (name === "Z" || name === "Etc/UTC" || name === "UTC") return { name };
  return /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name) && formatterOf(name) ? { name } : null;
}

export function formatZone(zone: Zone): string {
  if ("name" in zone) return `@${zone.name}`;
  return zone.offset === 0 ? "Z" : formatOffset(zone.offset);
}

function formatOffset(offset: number): string {
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor((size % 3600) / 60)];
  if (size % 60) parts.push(size % 60);
  return (offset < 0 ? "-" : "+") + parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Seconds to subtract from the wall clock to get UTC, for a wall clock given in seconds since 1970. */
export function offsetAt(zone: Zone, localSeconds: number): number {
  if ("offset" in zone) return zone.offset;
  const first = namedOffset(zone.name, localSeconds);
  const second = namedOffset(zone.name, localSeconds - first);
  return second;
}

/** Since 1980 zones change on whole minutes only; "now" asks for the same minute again and again. */
const wholeMinutesSince = Date.UTC(1980, 0) / 60_000;
const latest = new Map<string, { minute: number; offset: number }>();

/** The offset of a named zone at an instant (seconds since 1970, UTC). */
export function namedOffset(name: string, epochSeconds: number): number {
  const minute = Math.floor(epochSeconds / 60);
  const known = latest.get(name);
  if (known?.minute === minute) return known.offset;
  const offset = lookUpOffset(name, epochSeconds);
  if (minute >= wholeMinutesSince) latest.set(name, { minute, offset });
  return offset;
}

function lookUpOffset(name: string, epochSeconds: number): number {
  const formatter = formatterOf(name);
  if (!formatter) return 0;
  // Beyond what the calendar of the platform knows, rules of zones are fiction anyway: the nearest one counts.
  const seconds = Math.max(-8_000_000_000_000, Math.min(8_000_000_000_000, Math.floor(epochSeconds)));
  const parts: Record<string, number> = {};
  let beforeChrist = false;
  for (const part of formatter.formatToParts(seconds * 1000)) {
    if (part.type === "era") beforeChrist = part.value.startsWith("B");
    else parts[part.type] = Number(part.value);
  }
  const year = beforeChrist ? 1 - (parts["year"] ?? 0) : (parts["year"] ?? 0);
  const local = new Date(0);
  local.setUTCFullYear(year, (parts["month"] ?? 1) - 1, parts["day"] ?? 1);
  local.setUTCHours(parts["hour"] ?? 0, parts["minute"] ?? 0, parts["second"] ?? 0);
  return Math.round(local.getTime() / 1000) - seconds;
}

function formatterOf(name: string): Intl.DateTimeFormat | null {
  const known = formatters.get(name);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(name, made);
    return made;
  } catch {
    return null;
  }
}
