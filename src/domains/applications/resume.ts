import { timingSafeEqual } from "node:crypto";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { digest, newCode } from "../../platform/ids.ts";
import { audit } from "../../platform/audit/audit.ts";
import { actorOf, type Person } from "./application.ts";
import { getApplication, insertParticipant, lockApplication } from "./application-store.ts";
import { endIntake } from "./intake.ts";

/** What a person without an account keeps: a reference to find the application, a code to open it. */
export interface ResumeKey {
  reference: string;
  code: string;
}

/** The number of an application's key, if one was made; its code is known to nobody but who was shown it. */
export async function findResumeReference(
  scope: TenantScope,
  person: Person,
  applicationId: string,
): Promise<string | undefined> {
  await getApplication(scope, person, applicationId);
  const row = await findRow(
    scope,
    sql<{ reference: string }>`select reference from applications.resume_keys where application_id = ${applicationId}`,
  );
  return row?.reference;
}

/**
 * Makes a key for the application. Its number stays for ever, an older code stops working; the code is shown once and
 * stored as a digest. One that a caseworker makes opens once.
 */
export async function makeResumeKey(scope: TenantScope, person: Person, applicationId: string): Promise<ResumeKey> {
  await lockApplication(scope, person, applicationId);
  const code = newCode(2);
  const { reference } = await getRow(
    scope,
    sql<{ reference: string }>`insert into applications.resume_keys (tenant_id, application_id, reference, code, once)
        values (${scope.tenant}, ${applicationId}, ${newCode(3)}, ${digest(code)}, ${Boolean(person.staffId)})
        on conflict (tenant_id, application_id) do update set code = excluded.code, once = excluded.once, tries = 0, locked_until = null
        returning reference`,
    "resume key",
  );
  await audit(scope, { actor: actorOf(person), act: "applications.make-resume-key", subject: applicationId });
  return { reference, code };
}

const maximumTries = 5;
const lockMinutes = 15;

/**
 * Opens an application by reference and code for this session; five wrong codes lock the key for a quarter of an hour
 * (fault S4). A code that the office saw is replaced at once by one of the person's own, and the intake ends.
 */
export async function resumeApplication(
  scope: TenantScope,
  person: Person,
  reference: string,
  code: string,
): Promise<{ id: string; own?: ResumeKey } | undefined> {
  const now = scope.clock.now();
  const row = await findRow(
    scope,
    sql<{
      applicationId: string;
      code: Buffer;
      once: boolean;
      tries: number;
      lockedUntil: Date | null;
    }>`select application_id as "applicationId", code, once, tries, locked_until as "lockedUntil"
      from applications.resume_keys where reference = ${tidyCode(reference)} for update`,
  );
  const given = digest(tidyCode(code));
  const right = timingSafeEqual(given, row?.code ?? digest("no such key")) && row !== undefined;
  if (row?.lockedUntil && row.lockedUntil > now) throw new Refusal("applications.locked", { minutes: lockMinutes });
  if (!right) {
    if (row) {
      const tries = row.tries + 1;
      const locked = tries >= maximumTries ? new Date(now.getTime() + lockMinutes * 60_000) : null;
      write(
        scope,
        sql`update applications.resume_keys set tries = ${locked ? 0 : tries}, locked_until = ${locked} where application_id = ${row.applicationId}`,
      );
    }
    return undefined;
  }
  write(
    scope,
    sql`update applications.resume_keys set tries = 0, locked_until = null where application_id = ${row.applicationId}`,
  );
  await insertParticipant(scope, row.applicationId, {
    accountId: null,
    sessionId: person.sessionId,
    identifiedBy: "code",
    channel: "mail",
  });
  await audit(scope, { actor: actorOf(person), act: "applications.resume", subject: row.applicationId });
  if (!row.once) return { id: row.applicationId };
  await endIntake(scope, person, row.applicationId);
  return { id: row.applicationId, own: await makeResumeKey(scope, person, row.applicationId) };
}

/** Codes as people type them: small letters, blanks, missing hyphens. */
export function tidyCode(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return letters.match(/.{1,4}/g)?.join("-") ?? "";
}
