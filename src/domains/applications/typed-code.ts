import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { digest } from "../../platform/ids.ts";

/** How often a code was typed wrong, and until when nobody may try (fault S4): of resume keys and of invitations. */
export interface CodeTries {
  tries: number;
  lockedUntil: Date | null;
}

const maximumTries = 5;
const lockMinutes = 15;

export const noTries: CodeTries = { tries: 0, lockedUntil: null };

/** While it is locked the right code is refused as well: nothing tells whether it was right. */
function refuseWhileLocked({ lockedUntil }: CodeTries, now: Date): void {
  if (lockedUntil && lockedUntil > now) throw new Refusal("applications.locked", { minutes: lockMinutes });
}

/** Five wrong codes lock for a quarter of an hour. */
export function afterWrongCode({ tries }: CodeTries, now: Date): CodeTries {
  if (tries + 1 < maximumTries) return { tries: tries + 1, lockedUntil: null };
  return { tries: 0, lockedUntil: new Date(now.getTime() + lockMinutes * 60_000) };
}

/**
 * The tries with a number, locked for this step; refused while it is locked. Numbers that nobody has are counted alike, so
 * that neither the answer nor its time tells which there are.
 */
export async function takeTries(scope: TenantScope, number: string): Promise<CodeTries> {
  const now = scope.clock.now();
  const tries = await getRow<CodeTries>(
    scope,
    sql`insert into applications.code_tries (tenant_id, number, at) values (${scope.tenant}, ${digest(tidyCode(number))}, ${now})
        on conflict (tenant_id, number) do update set at = excluded.at returning tries, locked_until as "lockedUntil"`,
    "tries",
  );
  refuseWhileLocked(tries, now);
  return tries;
}

/** Counts what came of it; a right code, and a new one, begin anew. */
export function noteTries(scope: TenantScope, number: string, { tries, lockedUntil }: CodeTries): void {
  write(
    scope,
    sql`update applications.code_tries set tries = ${tries}, locked_until = ${lockedUntil} where number = ${digest(tidyCode(number))}`,
  );
}

const dayMs = 86_400_000;

/** Forgets tries a day after the last: no lock is as long. */
export function forgetTries(scope: TenantScope): Promise<number> {
  const until = new Date(scope.clock.now().getTime() - dayMs);
  return change(scope, sql`delete from applications.code_tries where at <= ${until}`);
}

/** Codes as people type them: small letters, blanks, missing hyphens. */
export function tidyCode(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return letters.match(/.{1,4}/g)?.join("-") ?? "";
}
