import type { FeelNumber } from "./number.ts";
import type { FeelDate } from "./date.ts";
import type { FeelTime } from "./time.ts";
import type { FeelDateTime } from "./date-time.ts";
import type { DaysTimeDuration, YearsMonthsDuration } from "./duration.ts";
import type { FeelRange } from "./range.ts";
import type { FeelFunction } from "./function.ts";

/** Anything a FEEL expression can take or give. `null` is the missing answer. */
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

export type FeelDuration = DaysTimeDuration | YearsMonthsDuration;

/** A context is a plain record; only its own properties are ever read. */
export interface FeelContext {
  readonly [name: string]: FeelValue;
}
