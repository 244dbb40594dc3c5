import type { Answers } from "@allmende/forms";
import type { AccountScope, TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, json, rows, sql, write, type RawBuilder } from "../../platform/db/query.ts";
import { NotFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Application, Attachment, FeeAssessment, Person, Progress, Submission } from "./application.ts";

const columns = sql`a.id, a.release_id as "releaseId", a.declined_release_id as "declinedReleaseId", a.followed_revision as "followedRevision", a.slug, a.mode, a.source, a.language, a.account_id as "accountId", a.status, a.revision, a.answers, a.unread, a.entered,
  a.subject, a.applicant, a.file_reference as "fileReference", a.progress, a.created_at as "createdAt", a.saved_at as "savedAt",
  a.expires_at as "expiresAt", a.received_at as "receivedAt"`;

/** Whether the person takes part in the application `a`: by account, or by a session that showed link and code. */
const takesPart = ({
  sessionId,
  accountId,
}: Person) => sql`exists (select from applications.participants p where p.tenant_id = a.tenant_id
  and p.application_id = a.id and (p.session_id = ${sessionId} or p.account_id = ${accountId}))`;

export async function insertApplication(scope: TenantScope, application: Application): Promise<void> {
  const a = application;
  write(
    scope,
    sql`insert into applications.applications (tenant_id, id, release_id, slug, mode, source, language, account_id, status, revision, answers, unread, entered, subject, applicant, created_at, saved_at, expires_at)
        values (${scope.tenant}, ${a.id}, ${a.releaseId}, ${a.slug}, ${a.mode}, ${a.source}, ${a.language}, ${a.accountId}, ${a.status}, ${a.revision}, ${json(a.answers)}, ${json(a.unread)}, ${json(a.entered)},
          ${a.subject}, ${a.applicant}, ${a.createdAt}, ${a.savedAt}, ${a.expiresAt})`,
  );
}

export async function insertParticipant(
  scope: TenantScope,
  applicationId: string,
  {
    role = "applicant",
    accountId = null,
    sessionId = null,
    staffId = null,
    name = "",
    identifiedBy,
    channel,
    email = null,
  }: {
    role?: "applicant" | "caseworker";
    accountId?: string | null;
    sessionId?: string | null;
    staffId?: string | null;
    name?: string;
    identifiedBy: string;
    channel: "inbox" | "mail" | "post";
    email?: string | null;
  },
): Promise<void> {
  write(
    scope,
    sql`insert into applications.participants (tenant_id, id, application_id, role, account_id, session_id, staff_id, name, identified_by, channel, email)
        values (${scope.tenant}, ${newId(scope.clock.now())}, ${applicationId}, ${role}, ${accountId}, ${sessionId}, ${staffId}, ${name}, ${identifiedBy}, ${channel}, ${email})`,
  );
}

/**
 * The application if the person takes part in it; else NotFound, as for an unknown id. Who asks may still be on the way
 * from the database: both questions then leave together.
 */
export const getApplication = async (
  scope: TenantScope,
  person: Person | Promise<Person>,
  id: string,
): Promise<Application> => ofPerson(scope, person, id, sql``);

/** As `getApplication`; nobody else changes it before the end of the step. */
export const lockApplication = async (
  scope: TenantScope,
  person: Person | Promise<Person>,
  id: string,
): Promise<Application> => ofPerson(scope, person, id, sql`for update of a`);

/** A caseworker who sent an application in with its citizen prints and mails what belongs to it that day; then the case decides who sees it. */
const deskReachMs = 86_400_000;

async function ofPerson(
  scope: TenantScope,
  person: Person | Promise<Person>,
  id: string,
  lock: RawBuilder<unknown>,
): Promise<Application> {
  const deskUntil = new Date(scope.clock.now().getTime() - deskReachMs);
  const [found, { sessionId, accountId, staffId = null }] = await Promise.all([
    // A row for each participant. The tenant stands here although the policy asks for it: the plan is half as long.
    rows(
      scope,
      sql<
        Application & { byAccount: string | null; bySession: string | null; byStaff: string | null }
      >`select ${columns},
          p.account_id as "byAccount", p.session_id as "bySession",
          case when p.ended_at is null and (a.received_at is null or a.received_at > ${deskUntil}) then p.staff_id end as "byStaff"
        from applications.applications a
        join applications.participants p on p.tenant_id = a.tenant_id and p.application_id = a.id
        where a.tenant_id = ${scope.tenant} and a.id = ${id} ${lock}`,
    ),
    person,
  ]);
  const own = found.find(
    ({ byAccount, bySession, byStaff }) =>
      bySession === sessionId ||
      (accountId !== null && byAccount === accountId) ||
      (staffId !== null && byStaff === staffId),
  );
  if (!own) throw new NotFound("application");
  const { byAccount: _account, bySession: _session, byStaff: _staff, ...application } = own;
  return application;
}

/** For the platform's own steps (jobs, events): no person asks. */
export async function lockForPlatform(scope: TenantScope, id: string): Promise<Application> {
  return getRow(
    scope,
    sql<Application>`select ${columns} from applications.applications a where a.tenant_id = ${scope.tenant} and a.id = ${id} for update`,
    "application",
  );
}

/** For caseworkers, whose right follows from the case. */
export async function getForOffice(scope: TenantScope, id: string): Promise<Application> {
  return getRow(
    scope,
    sql<Application>`select ${columns} from applications.applications a where a.id = ${id} and a.status <> 'draft'`,
    "application",
  );
}

export async function updateApplication(scope: TenantScope, application: Application): Promise<void> {
  const a = application;
  write(
    scope,
    sql`update applications.applications set release_id = ${a.releaseId}, declined_release_id = ${a.declinedReleaseId}, followed_revision = ${a.followedRevision}, account_id = ${a.accountId}, status = ${a.status}, revision = ${a.revision}, answers = ${json(a.answers)}, unread = ${json(a.unread)}, entered = ${json(a.entered)},
        subject = ${a.subject}, applicant = ${a.applicant}, file_reference = ${a.fileReference}, progress = ${json(a.progress)}, saved_at = ${a.savedAt},
        expires_at = ${a.expiresAt}, received_at = ${a.receivedAt} where tenant_id = ${scope.tenant} and id = ${a.id}`,
  );
}

/** Writes a received application with what its case lets the citizen know; in the object, too, for who goes on with it. */
export async function noteCase(
  scope: TenantScope,
  application: Application,
  progress: Progress,
  fileReference: string | null,
): Promise<void> {
  Object.assign(application, { progress, fileReference, savedAt: scope.clock.now() });
  await updateApplication(scope, application);
}

export async function deleteApplication(scope: TenantScope, id: string): Promise<void> {
  write(scope, sql`delete from applications.applications where id = ${id}`);
}

/** The person's drafts and applications at this portal, newest first. */
export async function listMine(scope: TenantScope, person: Person): Promise<Application[]> {
  return rows(
    scope,
    sql<Application>`select ${columns} from applications.applications a where ${takesPart(person)} order by a.saved_at desc limit 100`,
  );
}

/** The account's drafts and applications at all portals, newest first. */
export async function listOfAccount(scope: AccountScope): Promise<(Application & { tenantId: string })[]> {
  return rows(
    scope,
    sql<
      Application & { tenantId: string }
    >`select ${columns}, a.tenant_id as "tenantId" from applications.applications a
      where a.account_id = ${scope.account} order by a.saved_at desc limit 100`,
  );
}

export async function findDraftOf(scope: TenantScope, person: Person, slug: string): Promise<Application | undefined> {
  return findRow(
    scope,
    sql<Application>`select ${columns} from applications.applications a where a.slug = ${slug} and a.status = 'draft' and ${takesPart(person)} order by a.saved_at desc limit 1`,
  );
}

export async function insertSubmission(
  scope: TenantScope,
  submission: Submission & { consent: Record<string, unknown> },
): Promise<void> {
  const s = submission;
  write(
    scope,
    sql`insert into applications.submissions (tenant_id, id, application_id, number, kind, release_id, answers, consent, entered_by, hands, at)
        values (${scope.tenant}, ${s.id}, ${s.applicationId}, ${s.number}, ${s.kind}, ${s.releaseId}, ${json(s.answers)}, ${json(s.consent)}, ${s.enteredBy}, ${json(s.hands)}, ${s.at})`,
  );
}

export async function listSubmissions(scope: TenantScope, applicationId: string): Promise<Submission[]> {
  return rows(
    scope,
    sql<Submission>`select id, application_id as "applicationId", number, kind, release_id as "releaseId", answers, entered_by as "enteredBy", hands, at
      from applications.submissions where application_id = ${applicationId} order by number`,
  );
}

/** The current answers: each supplement replaces what it names. */
export function foldSubmissions(submissions: readonly Submission[]): Answers {
  return Object.assign({}, ...submissions.map((submission) => submission.answers)) as Answers;
}

const attachmentColumns = sql`id, application_id as "applicationId", path, name, type, size::float8 as size, file_id as "fileId", scan, pages, added_by as "addedBy", added_at as "addedAt"`;

export async function insertAttachment(scope: TenantScope, attachment: Attachment & { sha256: string }): Promise<void> {
  const a = attachment;
  write(
    scope,
    sql`insert into applications.attachments (tenant_id, id, application_id, path, name, type, size, sha256, file_id, scan, added_by, added_at)
        values (${scope.tenant}, ${a.id}, ${a.applicationId}, ${a.path}, ${a.name}, ${a.type}, ${a.size}, ${a.sha256}, ${a.fileId}, ${a.scan}, ${a.addedBy}, ${a.addedAt})`,
  );
}

export async function listAttachments(scope: TenantScope, applicationId: string): Promise<Attachment[]> {
  return rows(
    scope,
    sql<Attachment>`select ${attachmentColumns} from applications.attachments where application_id = ${applicationId} order by id`,
  );
}

export async function getAttachment(scope: TenantScope, applicationId: string, id: string): Promise<Attachment> {
  return getRow(
    scope,
    sql<Attachment>`select ${attachmentColumns} from applications.attachments where application_id = ${applicationId} and id = ${id}`,
    "attachment",
  );
}

export async function findAttachmentToScan(scope: TenantScope, id: string): Promise<Attachment | undefined> {
  return findRow(
    scope,
    sql<Attachment>`select ${attachmentColumns} from applications.attachments where id = ${id} and scan = 'waiting'`,
  );
}

export async function setScan(
  scope: TenantScope,
  id: string,
  scan: Attachment["scan"],
  pages: number | null,
): Promise<void> {
  write(scope, sql`update applications.attachments set scan = ${scan}, pages = ${pages} where id = ${id}`);
}

const feeColumns = sql`id, amount, items, rules, inputs, reason, at`;

export async function insertFee(scope: TenantScope, applicationId: string, fee: FeeAssessment): Promise<void> {
  write(
    scope,
    sql`insert into applications.fee_assessments (tenant_id, id, application_id, amount, items, rules, inputs, reason, at)
        values (${scope.tenant}, ${fee.id}, ${applicationId}, ${fee.amount}, ${json(fee.items)}, ${json(fee.rules)}, ${json(fee.inputs)}, ${fee.reason}, ${fee.at})`,
  );
}

/** Every assessment, the one in force first. */
export async function listFees(scope: TenantScope, applicationId: string): Promise<FeeAssessment[]> {
  return rows(
    scope,
    sql<FeeAssessment>`select ${feeColumns} from applications.fee_assessments where application_id = ${applicationId} order by id desc`,
  );
}

export async function findFee(scope: TenantScope, applicationId: string): Promise<FeeAssessment | undefined> {
  return findRow(
    scope,
    sql<FeeAssessment>`select ${feeColumns} from applications.fee_assessments where application_id = ${applicationId} order by id desc limit 1`,
  );
}

export async function findApplicantEmail(scope: TenantScope, applicationId: string): Promise<string | null> {
  const row = await findRow(
    scope,
    sql<{
      email: string | null;
    }>`select email from applications.participants where application_id = ${applicationId} and role = 'applicant' and email is not null limit 1`,
  );
  return row?.email ?? null;
}

export async function setApplicantEmail(scope: TenantScope, applicationId: string, email: string): Promise<void> {
  write(
    scope,
    sql`update applications.participants set email = ${email}, channel = case channel when 'inbox' then channel else 'mail' end where application_id = ${applicationId} and role = 'applicant'`,
  );
}

/** Gives what a guest's session started to the account; the answer names the applications. */
export async function claimApplications(scope: TenantScope, sessionId: string, accountId: string): Promise<string[]> {
  const claimed = await rows(
    scope,
    sql<{
      id: string;
    }>`update applications.participants set account_id = ${accountId}, identified_by = 'account', channel = 'inbox'
      where session_id = ${sessionId} and account_id is null returning application_id as id`,
  );
  const ids = claimed.map(({ id }) => id);
  write(
    scope,
    sql`update applications.applications set account_id = ${accountId} where id = any(${ids}::uuid[]) and account_id is null`,
  );
  return ids;
}
