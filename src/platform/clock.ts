/** The only source of time. Tests and the demo world set it; everything else receives it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export class FixedClock implements Clock {
  #now: Date;

  constructor(now: Date | string) {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(now: Date | string): void {
    this.#now = new Date(now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

const berlinDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });

/** The legal day of an instant ("YYYY-MM-DD" in Europe/Berlin). */
export function legalDay(instant: Date): string {
  return berlinDay.format(instant);
}

/** The instant at which a legal day begins: midnight in Europe/Berlin, whichever time of the year it is. */
export function startOfDay(day: string): Date {
  const summer = new Date(`${day}T00:00:00+02:00`);
  return legalDay(summer) === day ? summer : new Date(`${day}T00:00:00+01:00`);
}
