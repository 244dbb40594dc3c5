export const lands = [
  "BW",
  "BY",
  "BE",
  "BB",
  "HB",
  "HH",
  "HE",
  "MV",
  "NI",
  "NW",
  "RP",
  "SL",
  "SN",
  "ST",
  "SH",
  "TH",
] as const;

/** One of the 16 Länder by its usual two letters. */
export type Land = (typeof lands)[number];

/** Holidays that in some Länder hold only in some municipalities (BY Art. 1 FTG, SN § 1 SächsSFG, TH § 2 ThürFGtG). */
export type LocalHoliday = "Mariä Himmelfahrt" | "Fronleichnam" | "Augsburger Friedensfest";

/** Where something must be declared or done ("Erklärungsort", § 193 BGB): the holidays of this place count. */
export interface Place {
  readonly land: Land;
  /** What the municipality knows better than the Land: true adds such a holiday, false takes it away. */
  readonly local?: Partial<Record<LocalHoliday, boolean>>;
}
