import type { Meter } from "../values/meter.ts";

export interface Pattern {
  find(input: string, from: number, meter: Meter): number | null;
  replace(input: string, replacement: string, meter: Meter): string | null;
  split(input: string, meter: Meter): string[] | null;
}

/** A pattern, or null if it is none. */
export function compilePattern(source: string, flags: string, meter: Meter): Pattern | null {
  meter.spend(source.length);
  try {
    const make = (more: string) => new RegExp(source, `${flags.replace(/[^ims]/g, "")}u${more}`);
    return {
      find: (input, from) => make("").exec(input.slice(from))?.index ?? null,
      replace: (input, replacement) => input.replace(make("g"), replacement),
      split: (input) => input.split(make("")),
    };
  } catch {
    return null;
  }
}
