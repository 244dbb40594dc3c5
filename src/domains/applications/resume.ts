import { timingSafeEqual } from "node:crypto";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, sql } from "../../platform/db/query.ts";
import { digest, newCode } from "../../platform/ids.ts";
import { audit } from "../../platform/audit/audit.ts";
import { actorOf, type Person } from "./application.ts";
import { getApplication, insertParticipant, lockApplication } from "./application-store.ts";
import { endIntake } from "./intake.ts";
import { afterWrongCode, noteTries, noTries, takeTries, tidyCode } from "./typed-code.ts";

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
        on conflict (tenant_id, application_id) do update set code = excluded.code, once = excluded.once
        returning reference`,
    "resume key",
  );
  noteTries(scope, reference, noTries);
  await audit(scope, { actor: actorOf(person), act: "applications.make-resume-key", subject: applicationId });
  return { reference, code };
}

/**
 * Opens an application by reference and code for this session; five wrong codes lock the number for a quarter of an hour,
 * one that nobody has too (fault S4). A code that the office saw is replaced at once by one of the person's own, and the intake ends.
 */
export async function resumeApplication(
  scope: TenantScope,
  person: Person,
  reference: string,
  code: string,
): Promise<{ id: string; own?: ResumeKey } | undefined> {
  const tried = await takeTries(scope, reference);
  const row = await findRow(
    scope,
    sql<{ applicationId: string; code: Buffer; once: boolean }>`select application_id as "applicationId", code, once
      from applications.resume_keys where reference = ${tidyCode(reference)} for update`,
  );
  const given = digest(tidyCode(code));
  const right = timingSafeEqual(given, row?.code ?? digest("no such key")) && row !== undefined;
  noteTries(scope, reference, right ? noTries : afterWrongCode(tried, scope.clock.now()));
  if (!right) return undefined;
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
