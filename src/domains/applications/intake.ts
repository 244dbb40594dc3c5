import type { Answers } from "@allmende/forms";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { isMailAddress } from "../messages/index.ts";
import { loadPinned, type Release } from "../services/index.ts";
import { actorOf, type Application, type Person } from "./application.ts";
import { getApplication, insertParticipant, lockForPlatform, updateApplication } from "./application-store.ts";
import { clickMs, startDraft } from "./draft.ts";
import { ownActsIn, withoutFields } from "./own-acts.ts";

/** How a caseworker knew the person: by a document, by sight, or as they named themselves. */
export const identifications = ["document", "sight", "stated"] as const;
export type Identified = (typeof identifications)[number];

/** An application that a caseworker fills in with the citizen at the counter or on the phone ("Aufnahme"). */
export interface Intake {
  staffId: string;
  /** The caseworker's name. */
  name: string;
  /** For whom, as the person was named. */
  applicant: string;
  identifiedBy: Identified;
  /** Their applicant goes on alone. */
  endedAt: Date | null;
}

const longestName = 120;

/** Begins an application with the citizen: the caseworker takes part until the citizen opens it alone. */
export async function beginIntake(
  scope: TenantScope,
  caseworker: { sessionId: string; staffId: string; name: string },
  {
    release,
    applicant,
    ...begun
  }: {
    release: Release;
    language: string;
    source: "counter" | "phone";
    applicant: string;
    identifiedBy: Identified;
    /** Empty without one. */
    email: string;
    answers?: Answers;
  },
): Promise<string> {
  const name = applicant.trim().slice(0, longestName);
  if (!name) throw new Refusal("applications.name_missing");
  // Nobody shows a document on the phone.
  if (begun.source === "phone" && begun.identifiedBy === "document") throw new Refusal("applications.not_on_the_phone");
  const email = begun.email.trim() || null;
  if (email && !isMailAddress(email)) throw new Refusal("applications.mail_wrong");
  const { source, identifiedBy, ...start } = begun;
  const clicked = await findJustBegun(scope, caseworker.staffId, release.slug, name);
  if (clicked) return clicked;
  const person: Person = { ...caseworker, accountId: null };
  const intake = { source, applicant: name, identifiedBy };
  const { id } = await startDraft(scope, person, { release, ...start, email, intake });
  await insertParticipant(scope, id, {
    role: "caseworker",
    staffId: caseworker.staffId,
    name: caseworker.name,
    identifiedBy: "staff",
    channel: "inbox",
  });
  return id;
}

/** An intake of the same person begun this moment: the button was pressed twice. */
async function findJustBegun(
  scope: TenantScope,
  staffId: string,
  slug: string,
  name: string,
): Promise<string | undefined> {
  await rows(scope, sql`select pg_advisory_xact_lock(hashtextextended(${`intake ${scope.tenant} ${staffId}`}, 0))`);
  const since = new Date(scope.clock.now().getTime() - clickMs);
  const row = await findRow(
    scope,
    sql<{ id: string }>`select a.id from applications.participants c
      join applications.applications a on a.tenant_id = c.tenant_id and a.id = c.application_id
      where c.tenant_id = ${scope.tenant} and c.staff_id = ${staffId} and c.ended_at is null and a.status = 'draft'
        and a.slug = ${slug} and a.applicant = ${name} and a.created_at > ${since} limit 1`,
  );
  return row?.id;
}

/** Who fills it in for whom, if a caseworker does. */
export async function findIntake(scope: TenantScope, applicationId: string): Promise<Intake | undefined> {
  return findRow(
    scope,
    sql<Intake>`select c.staff_id as "staffId", c.name, c.ended_at as "endedAt", a.name as applicant, a.identified_by as "identifiedBy"
      from applications.participants c
      join applications.participants a on a.tenant_id = c.tenant_id and a.application_id = c.application_id and a.role = 'applicant' and a.name <> ''
      where c.application_id = ${applicationId} and c.role = 'caseworker' limit 1`,
  );
}

/** The caseworker's intakes that are not submitted yet, newest first. */
export async function listOpenIntakes(
  scope: TenantScope,
  staffId: string,
): Promise<Pick<Application, "id" | "slug" | "applicant" | "source" | "savedAt" | "expiresAt">[]> {
  return rows(
    scope,
    sql<
      Pick<Application, "id" | "slug" | "applicant" | "source" | "savedAt" | "expiresAt">
    >`select a.id, a.slug, a.applicant, a.source, a.saved_at as "savedAt", a.expires_at as "expiresAt"
      from applications.participants c
      join applications.applications a on a.tenant_id = c.tenant_id and a.id = c.application_id
      where c.tenant_id = ${scope.tenant} and c.staff_id = ${staffId} and c.ended_at is null and a.status = 'draft'
      order by a.saved_at desc limit 50`,
  );
}

/** The intake of a person at the desk; undefined for citizens. */
export const intakeOf = async (scope: TenantScope, person: Person, id: string): Promise<Intake | undefined> =>
  person.staffId ? findIntake(scope, (await getApplication(scope, person, id)).id) : undefined;

/**
 * The applicant goes on alone: the caseworker reaches it no more, and what only the person themselves can declare is
 * asked again.
 */
export async function endIntake(scope: TenantScope, person: Person, id: string): Promise<void> {
  const application = await lockForPlatform(scope, id);
  if (application.source === "online") return;
  const intake = await findIntake(scope, id);
  if (!intake || intake.endedAt) return;
  write(
    scope,
    sql`update applications.participants set ended_at = ${scope.clock.now()} where application_id = ${id} and role = 'caseworker' and ended_at is null`,
  );
  await audit(scope, { actor: actorOf(person), act: "applications.end-intake", subject: id });
  if (application.status !== "draft") return;
  const { form } = await loadPinned(scope, application.releaseId);
  const gone = new Set(ownActsIn(form, application.answers).map((node) => node.id));
  if (gone.size === 0) return;
  await updateApplication(scope, {
    ...application,
    answers: withoutFields(form, application.answers, gone),
    revision: application.revision + 1,
  });
}
