import { Refusal } from "../../platform/errors.ts";

/** How often a code was typed wrong, and until when nobody may try (fault S4): of resume keys and of invitations. */
export interface CodeTries {
  tries: number;
  lockedUntil: Date | null;
}

const maximumTries = 5;
const lockMinutes = 15;

export const noTries: CodeTries = { tries: 0, lockedUntil: null };

/** While it is locked the right code is refused as well: nothing tells whether it was right. */
export function refuseWhileLocked({ lockedUntil }: CodeTries, now: Date): void {
  if (lockedUntil && lockedUntil > now) throw new Refusal("applications.locked", { minutes: lockMinutes });
}

/** Five wrong codes lock for a quarter of an hour. */
export function afterWrongCode({ tries }: CodeTries, now: Date): CodeTries {
  if (tries + 1 < maximumTries) return { tries: tries + 1, lockedUntil: null };
  return { tries: 0, lockedUntil: new Date(now.getTime() + lockMinutes * 60_000) };
}

/** Codes as people type them: small letters, blanks, missing hyphens. */
export function tidyCode(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return letters.match(/.{1,4}/g)?.join("-") ?? "";
}
