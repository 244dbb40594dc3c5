import { createHash } from "node:crypto";
import type { Answers } from "@allmende/forms";
import { canonical } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Person } from "./application.ts";

/** What a submission is answered with, the first time and every time after. */
export interface SubmissionAnswer {
  applicationId: string;
  location: string;
  reference: string;
}

const personKey = (person: Person): string => person.accountId ?? person.sessionId;

const digestOf = (id: string, answers: Answers): Buffer =>
  createHash("sha256").update(canonical({ id, answers })).digest();

/** What a key was answered with. */
export interface GivenAnswer {
  location: string;
  reference: string;
  digest: Buffer;
}

/** The answer that this person was given under this key, in the last 24 hours. */
export async function findAnswer(scope: TenantScope, person: Person, key: string): Promise<GivenAnswer | undefined> {
  return findRow(
    scope,
    sql<GivenAnswer>`select location, reference, digest from applications.idempotency
      where person = ${personKey(person)} and key = ${key} and at > ${new Date(scope.clock.now().getTime() - 86_400_000)}`,
  );
}

/** The answer that the same key was given before; other content under it is refused. */
export function repeated({ location, reference, digest }: GivenAnswer, id: string, answers: Answers): SubmissionAnswer {
  // After the submission only the asked answers are kept, so the same content is also the one that was submitted.
  const submitted = location.includes(id);
  if (!submitted && !digest.equals(digestOf(id, answers))) throw new Refusal("applications.key_reused");
  return { applicationId: id, location, reference };
}

/**
 * Does the work of one press of a button at the desk once, and gives where it led to: pressed twice, at once or from the
 * page in the history, the second is led there too. `press` is the digest of all that was posted, a key of the rendered
 * page among it: the same page with other words is another press.
 */
export async function pressOnce(
  scope: TenantScope,
  staffId: string,
  press: Buffer,
  work: () => Promise<string>,
): Promise<string> {
  const person: Person = { sessionId: staffId, accountId: null };
  const key = press.toString("hex");
  write(scope, sql`select pg_advisory_xact_lock(hashtextextended(${`press ${scope.tenant} ${staffId} ${key}`}, 0))`);
  const given = await findAnswer(scope, person, key);
  if (given) return given.location;
  const location = await work();
  write(
    scope,
    sql`insert into applications.idempotency (tenant_id, person, key, digest, location, reference, at)
        values (${scope.tenant}, ${staffId}, ${key}, ${press}, ${location}, '', ${scope.clock.now()})`,
  );
  return location;
}

/** Keeps the answer, so that the same key gets it again. */
export async function rememberAnswer(
  scope: TenantScope,
  person: Person,
  key: string,
  answers: Answers,
  answer: SubmissionAnswer,
): Promise<void> {
  write(
    scope,
    sql`insert into applications.idempotency (tenant_id, person, key, digest, location, reference, at)
        values (${scope.tenant}, ${personKey(person)}, ${key}, ${digestOf(answer.applicationId, answers)}, ${answer.location}, ${answer.reference}, ${scope.clock.now()})`,
  );
}
