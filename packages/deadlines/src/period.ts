/** A length of time as the law counts it ("Frist von …"). */
export type Period =
  | { readonly days: number }
  | { readonly weeks: number }
  | { readonly months: number }
  | { readonly years: number }
  | { readonly workingDays: number };

/** Reads "P10D", "P2W", "P1M", "P1Y" and "3 working days"; undefined when the text is none of these. */
export function parsePeriod(text: string): Period | undefined {
  const iso = /^P(\d{1,4})([DWMY])$/.exec(text.trim());
  if (iso) return inUnit[iso[2] as keyof typeof inUnit](Number(iso[1]));
  const working = /^(\d{1,4}) working days?$/.exec(text.trim());
  return working ? { workingDays: Number(working[1]) } : undefined;
}

const inUnit = {
  D: (days: number): Period => ({ days }),
  W: (weeks: number): Period => ({ weeks }),
  M: (months: number): Period => ({ months }),
  Y: (years: number): Period => ({ years }),
};
