import type { Answers, Path } from "@allmende/forms";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import type { Attachment } from "./application.ts";
import { getAttachment, listAttachments, listSubmissions } from "./application-store.ts";
import { NotFound } from "../../platform/errors.ts";

/**
 * Lets go of the attachments that answers named and name no more: what a person took out again is for nobody to see,
 * and what was not asked in the end was not submitted. Their bytes go with the sweep of files.
 */
export function dropAttachments(scope: TenantScope, applicationId: string, before: Answers, after: Answers): void {
  const kept = namedIn(after);
  const gone = [...namedIn(before)].filter((id) => !kept.has(id));
  if (gone.length === 0) return;
  write(
    scope,
    sql`delete from applications.attachments where application_id = ${applicationId} and id = any(${gone}::uuid[])`,
  );
}

/** Lets go of what was attached to these questions and is named by no submission: it was tried, and not handed in. */
export async function dropUnnamed(
  scope: TenantScope,
  applicationId: string,
  paths: readonly Path[],
  submissions: readonly Answers[],
): Promise<void> {
  const named = new Set(submissions.flatMap((answers) => [...namedIn(answers)]));
  const left = (await listAttachments(scope, applicationId)).filter(
    ({ id, path }) => paths.includes(path) && !named.has(id),
  );
  if (left.length === 0) return;
  const gone = left.map(({ id }) => id);
  write(
    scope,
    sql`delete from applications.attachments where application_id = ${applicationId} and id = any(${gone}::uuid[])`,
  );
}

/** What was handed in, for the office: what somebody only tried is theirs, until a submission names it. */
export async function listHandedIn(scope: TenantScope, applicationId: string): Promise<Attachment[]> {
  const all = await listAttachments(scope, applicationId);
  if (all.length === 0) return [];
  const named = await namedBySubmissions(scope, applicationId);
  return all.filter(({ id }) => named.has(id));
}

/** One of those; what was not handed in is not there. */
export async function getHandedIn(scope: TenantScope, applicationId: string, id: string): Promise<Attachment> {
  const found = await getAttachment(scope, applicationId, id);
  if (!(await namedBySubmissions(scope, applicationId)).has(found.id)) throw new NotFound("attachment");
  return found;
}

const namedBySubmissions = async (scope: TenantScope, applicationId: string): Promise<ReadonlySet<string>> =>
  new Set((await listSubmissions(scope, applicationId)).flatMap(({ answers }) => [...namedIn(answers)]));

/** Of the files the answers name, those in which a virus was found; without files nothing is asked. */
export async function findInfected(scope: TenantScope, applicationId: string, answers: Answers): Promise<Attachment[]> {
  const named = namedIn(answers);
  if (named.size === 0) return [];
  const all = await listAttachments(scope, applicationId);
  return all.filter(({ id, scan }) => scan === "infected" && named.has(id));
}

function namedIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  if ("attachment" in value && typeof value.attachment === "string") found.add(value.attachment);
  else for (const inner of Object.values(value)) namedIn(inner, found);
  return found;
}
