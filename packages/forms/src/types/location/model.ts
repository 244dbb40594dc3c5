import { z } from "zod";
import type { Part } from "../parts.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("location"), ...question });
export type LocationField = z.infer<typeof definition>;

/** Degrees of WGS 84 as text, so that no digit is made up: "50.6543", at most seven places (a centimetre). */
const degrees = (most: number) => ({
  pattern: /^-?\d{1,3}(?:\.\d{1,7})?$/,
  also: (text: string) => Math.abs(Number(text)) <= most,
  code: "notACoordinate",
});

/** What a map wrote into its hidden boxes. A person cannot mend it there, so nonsense counts as not given. */
const readDegrees = (typed: string): string => {
  const text = typed.replace(",", ".").replace(/°$/, "").trimEnd().replace(/^[−–]/, "-");
  const found = /^-?\d{1,3}(?:\.\d{1,7})?/.exec(text)?.[0];
  return found !== undefined && /^\d*$/.test(text.slice(found.length)) && Math.abs(Number(found)) <= 180 ? found : "";
};

export const parts: Part[] = [
  { name: "address", required: true, label: "locationAddress", max: 250 },
  { name: "latitude", max: 12, read: readDegrees, shape: degrees(90) },
  { name: "longitude", max: 12, read: readDegrees, shape: degrees(180) },
];
