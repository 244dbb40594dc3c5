import type { Anzahl } from "./schema.ts";

/** Reads "0:1", "2:5", "1:*"; undefined for anything else, and where the most is less than the least. */
export function parseAnzahl(text: string): Anzahl | undefined {
  const found = /^(\d{1,6}):(\d{1,6}|\*)$/.exec(text);
  if (!found) return undefined;
  const min = Number(found[1]);
  const max = found[2] === "*" ? "*" : Number(found[2]);
  return max !== "*" && max < min ? undefined : { min, max };
}

export function formatAnzahl({ min, max }: Anzahl): string {
  return `${min}:${max}`;
}
