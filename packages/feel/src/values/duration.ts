import { Decimal128, ZERO, type FeelNumber } from "./number.ts";

const YEARS_MONTHS = /^(-)?P(?:(\d{1,15})Y)?(?:(\d{1,15})M)?$/;
const DAYS_TIME = /^(-)?P(?:(\d{1,20})D)?(?:T(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20}(?:\.\d{1,20})?)S)?)?$/;
const DAY = new Decimal128(86_400);
const HOUR = new Decimal128(3600);
const MINUTE = new Decimal128(60);

/** A duration in whole months: months have no fixed number of days. */
export class YearsMonthsDuration {
  readonly totalMonths: number;

  constructor(totalMonths: number) {
    this.totalMonths = totalMonths === 0 ? 0 : totalMonths;
  }

  get years(): number {
    return Math.trunc(this.totalMonths / 12);
  }

  get months(): number {
    return this.totalMonths % 12;
  }

  toString(): string {
    const years = Math.abs(this.years);
    const months = Math.abs(this.months);
    const sign = this.totalMonths < 0 ? "-" : "";
    if (!years && !months) return "P0M";
    return `${sign}P${years ? `${years}Y` : ""}${months ? `${months}M` : ""}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A duration in exact seconds. */
export class DaysTimeDuration {
  readonly totalSeconds: FeelNumber;

  constructor(totalSeconds: FeelNumber) {
    this.totalSeconds = totalSeconds;
  }

  /** Days, hours, minutes and seconds; all negative for a negative duration. */
  get parts(): { days: FeelNumber; hours: FeelNumber; minutes: FeelNumber; seconds: FeelNumber } {
    const afterDays = this.totalSeconds.mod(DAY);
    const afterHours = afterDays.mod(HOUR);
    return {
      days: this.totalSeconds.div(DAY).trunc(),
      hours: afterDays.div(HOUR).trunc(),
      minutes: afterHours.div(MINUTE).trunc(),
      seconds: afterHours.mod(MINUTE),
    };
  }

  toString(): string {
    if (this.totalSeconds.isZero()) return "PT0S";
    const { days, hours, minutes, seconds } = this.parts;
    const part = (value: FeelNumber, unit: string) => (value.isZero() ? "" : `${value.abs().toFixed()}${unit}`);
    const clock = part(hours, "H") + part(minutes, "M") + part(seconds, "S");
    return `${this.totalSeconds.isNegative() ? "-" : ""}P${part(days, "D")}${clock ? `T${clock}` : ""}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A duration from its ISO text: years and months, or days and time, never mixed. Else null. */
export function duration(iso: string): YearsMonthsDuration | DaysTimeDuration | null {
  if (!/\d[A-Z]$/.test(iso)) return null;
  const long = YEARS_MONTHS.exec(iso);
  if (long) {
    const months = Number(long[2] ?? 0) * 12 + Number(long[3] ?? 0);
    return Number.isSafeInteger(months) ? new YearsMonthsDuration(long[1] ? -months : months) : null;
  }
  const short = DAYS_TIME.exec(iso);
  if (!short) return null;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0"] = short;
  const total = ZERO.plus(DAY.times(days)).plus(HOUR.times(hours)).plus(MINUTE.times(minutes)).plus(seconds);
  return new DaysTimeDuration(sign ? total.neg() : total);
}

export function seconds(value: FeelNumber | number): DaysTimeDuration {
  return new DaysTimeDuration(new Decimal128(value));
}
