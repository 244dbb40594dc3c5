import { createHash } from "node:crypto";
import type { Answers, Path } from "@allmende/forms";
import { canonical, describeApplication, findText, type CompiledService } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { demandPayment, findPaymentOf, type Payment } from "../payments/index.ts";
import { getRelease, loadPinned, type Release } from "../services/index.ts";
import {
  actorOf,
  applicationReceived,
  applicationWithdrawn,
  lapseJob,
  openStates,
  supplementReceived,
  transitions,
  type Application,
  type ApplicationStatus,
  type FeeAssessment,
  type Person,
  type Progress,
  type Submission,
} from "./application.ts";
import {
  findApplicantEmail,
  findFee,
  foldSubmissions,
  insertSubmission,
  listSubmissions,
  lockApplication,
  lockForPlatform,
  setApplicantEmail,
  updateApplication,
} from "./application-store.ts";
import { assessApplication } from "./assess-fee.ts";
import { handsOf } from "./hand.ts";
import { partOfQuestion, type AskedPart } from "./invitation.ts";
import { listParts } from "./invite.ts";
import { checkSigned, type Signed } from "./signed.ts";
import { isOffered } from "./draft.ts";
import { dropAttachments, findInfected } from "./named-attachments.ts";
import { sendReceipt, tellPaid } from "./receipt.ts";

export interface SubmissionRequest {
  /** One per rendered form: the same key gets the same answer for 24 hours. */
  key: string;
  consent: { text: string; signed?: Signed };
  /** Where the payment provider sends the browser back to. */
  returnUrl: string;
  tenantName: string;
}

/** What a submission is answered with, the first time and every time after. */
export interface SubmissionAnswer {
  applicationId: string;
  location: string;
  reference: string;
}

/** The move of an application to another state, if the table allows it. */
export function moveTo(application: Application, status: ApplicationStatus): Application {
  if (!transitions[application.status].includes(status))
    throw new Refusal("applications.not_open", { status: application.status });
  return { ...application, status };
}

/**
 * Submits a draft ("Einreichung"): checked as a whole, stored unchangeably, receipt given; this moment is the time of
 * receipt. With payment first the case opens when the provider proves the payment; else now, in the same commit.
 */
export async function submitApplication(
  scope: TenantScope,
  asking: Person | Promise<Person>,
  id: string,
  request: SubmissionRequest,
): Promise<SubmissionAnswer> {
  const [draft, person] = await Promise.all([lockApplication(scope, asking, id), asking]);
  const given = findAnswer(scope, person, request);
  // Another window was quicker: what was submitted there is what this one sees, not an error.
  if (draft.status !== "draft") {
    const answer = await given;
    return answer ? repeated(answer, id, draft.answers) : whereItIs(draft);
  }
  // Both leave with the first writes, which are undone should one object: nobody waits for them before the end.
  const allowed = mayBeSubmitted(draft, given, getRelease(scope, draft.releaseId));
  scope.trx.later(allowed);
  const service = await loadPinned(scope, draft.releaseId);
  const now = scope.clock.now();
  const parts = await listParts(scope, draft);
  const without = leftOut(parts);
  const problems = service.form.check(draft.answers, { now, without });
  if (problems.length > 0)
    throw new Refusal("applications.incomplete", { count: problems.length, first: problems[0]!.path });

  const { effective: answers } = service.form.walk(draft.answers, { now, without });
  const [infected] = await findInfected(scope, id, answers);
  if (infected) throw new Refusal("applications.file_infected", { name: infected.name });
  const { signed } = request.consent;
  if (person.staffId) checkSigned(draft.source, service.form, answers, signed);
  const hands = await handsOf(scope, person, draft, { answers, signed: person.staffId ? signed : undefined, parts });
  const { subject, applicant, email } = describeApplication(service, answers, now);
  const submission: Submission = {
    id: newId(now),
    applicationId: id,
    number: 1,
    kind: "first",
    releaseId: draft.releaseId,
    answers,
    enteredBy: actorOf(person),
    hands,
    at: now,
  };
  await insertSubmission(scope, { ...submission, consent: request.consent });
  const fee = await assessApplication(scope, service, { id, answers });
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.submit",
    subject: id,
    details: { submission: submission.id },
  });
  if (email) await setApplicantEmail(scope, id, email);

  const payFirst = service.definition.payment === "first" && fee !== undefined && fee.amount > 0;
  const submitted: Application = {
    ...moveTo(draft, payFirst ? "awaiting-payment" : "received"),
    // Whoever goes on alone submits online, wherever it began.
    source: person.staffId ? draft.source : "online",
    answers,
    unread: {},
    subject,
    applicant: applicant || draft.applicant,
    expiresAt: null,
    receivedAt: now,
    savedAt: now,
  };
  dropAttachments(scope, id, draft.answers, answers);
  if (payFirst) {
    await updateApplication(scope, submitted);
    await demand(scope, service, submitted, fee, request.returnUrl);
  } else await scope.emit(applicationReceived, { application: submitted, submission, fee });
  const reference = submitted.fileReference ?? referenceOf(id);
  const answer: SubmissionAnswer = {
    applicationId: id,
    location: payFirst ? `/antraege/${id}/zahlung` : `/antraege/${id}/eingang`,
    reference,
  };
  await rememberAnswer(scope, person, request, draft.answers, answer);
  const address = email || (await findApplicantEmail(scope, id));
  const takenInBy = hands.find(({ role }) => role === "caseworker")?.name;
  await sendReceipt(scope, service, submitted, {
    tenantName: request.tenantName,
    address,
    unpaid: payFirst,
    takenInBy,
  });
  await allowed;
  return answer;
}

/** The parts that are not done, if the form may go without them; one it needs keeps it from being submitted. */
export function leftOut(parts: readonly AskedPart[]): ReadonlySet<string> {
  const open = parts.filter(({ state }) => state !== "done").map(({ part }) => part);
  if (open.some(({ required }) => required)) throw new Refusal("applications.parts_open");
  return new Set(open.map(({ id }) => id));
}

/** Refuses a key that was used for something else, and a service that is no longer offered. */
async function mayBeSubmitted(
  { mode, slug }: Application,
  given: Promise<GivenAnswer | undefined>,
  pinned: Promise<Release>,
): Promise<void> {
  const [answer, release] = await Promise.all([given, pinned]);
  if (answer) throw new Refusal("applications.key_reused");
  if (!isOffered(release, mode)) throw new Refusal("services.not_offered", { slug });
}

function whereItIs({ id, status, fileReference }: Application): SubmissionAnswer {
  const page = { "awaiting-payment": "/zahlung", received: "/eingang" }[status as string] ?? "";
  return { applicationId: id, location: `/antraege/${id}${page}`, reference: fileReference ?? referenceOf(id) };
}

/** What a citizen can name before there is a file reference: the end of the application's id. */
export const referenceOf = (id: string): string => id.slice(-12).toUpperCase();

async function demand(
  scope: TenantScope,
  service: CompiledService,
  application: Application,
  fee: FeeAssessment,
  returnUrl: string,
): Promise<Payment> {
  const { id, mode } = application;
  const title = findText(service.texts.de ?? {}, "service", "title") ?? application.slug;
  const days = service.definition.lapseAfterDays;
  scope.enqueue(lapseJob, { application: id }, { at: new Date(scope.clock.now().getTime() + days * 86_400_000) });
  return demandPayment(scope, {
    applicationId: id,
    mode,
    amount: fee.amount,
    purpose: `${referenceOf(id)} ${title}`,
    description: title,
    returnUrl,
  });
}

/** Another try to pay after a failed or cancelled one. */
export async function payAgain(scope: TenantScope, person: Person, id: string, returnUrl: string): Promise<Payment> {
  const application = await lockApplication(scope, person, id);
  if (application.status !== "awaiting-payment") throw new Refusal("payments.already_paid");
  const service = await loadPinned(scope, application.releaseId);
  const fee = await findFee(scope, id);
  if (!fee) throw new Refusal("applications.not_open", { status: application.status });
  const latest = await findPaymentOf(scope, id);
  return latest && (latest.state === "demanded" || latest.state === "started")
    ? latest
    : demand(scope, service, application, fee, returnUrl);
}

/** The proven payment opens the case. False when nothing waits for it any more: the money then goes to a person. */
export async function acceptPayment(scope: TenantScope, id: string): Promise<boolean> {
  const application = await lockForPlatform(scope, id);
  if (application.status !== "awaiting-payment") return false;
  const paid = moveTo(application, "received");
  const [submission] = await listSubmissions(scope, id);
  await scope.emit(applicationReceived, { application: paid, submission: submission!, fee: await findFee(scope, id) });
  await tellPaid(scope, await loadPinned(scope, paid.releaseId), paid);
  return true;
}

/** Unpaid for too long: the application lapses and the citizen is told. */
export async function lapse(
  scope: TenantScope,
  id: string,
  tell: (application: Application) => Promise<void>,
): Promise<void> {
  const application = await lockForPlatform(scope, id).catch(() => undefined);
  if (application?.status !== "awaiting-payment") return;
  const lapsed = moveTo(application, "lapsed");
  await updateApplication(scope, lapsed);
  await audit(scope, { actor: "system", act: "applications.lapse", subject: id });
  await tell(lapsed);
}

/** Takes the application back ("Rücknahme"). */
export async function withdrawApplication(scope: TenantScope, person: Person, id: string): Promise<void> {
  const application = await lockApplication(scope, person, id);
  if (!openStates.includes(application.status))
    throw new Refusal("applications.not_open", { status: application.status });
  const withdrawn: Application = { ...moveTo(application, "withdrawn"), savedAt: scope.clock.now() };
  await updateApplication(scope, withdrawn);
  await audit(scope, { actor: actorOf(person), act: "applications.withdraw", subject: id });
  await scope.emit(applicationWithdrawn, { application: withdrawn, actor: actorOf(person) });
}

/** Adds a supplement ("Nachreichung"): only the named answers, checked like the first submission. */
export async function addSupplement(
  scope: TenantScope,
  person: Person,
  id: string,
  changes: Answers,
  message: string,
): Promise<Submission> {
  const application = await lockApplication(scope, person, id);
  if (!openStates.includes(application.status) || application.status === "awaiting-payment")
    throw new Refusal("applications.not_open", { status: application.status });
  const service = await loadPinned(scope, application.releaseId);
  if (Object.keys(changes).some((path) => partOfQuestion(service.form, path) !== undefined))
    throw new Refusal("applications.own_part");
  const now = scope.clock.now();
  const before = await listSubmissions(scope, id);
  const answers = { ...foldSubmissions(before), ...changes };
  const wrong = service.form
    .check(answers, { now })
    .filter((problem) => Object.hasOwn(changes, problem.path.split(".")[0] ?? ""));
  if (wrong.length > 0) throw new Refusal("applications.incomplete", { count: wrong.length, first: wrong[0]!.path });
  const submission: Submission = {
    id: newId(now),
    applicationId: id,
    number: before.length + 1,
    kind: "supplement",
    releaseId: application.releaseId,
    answers: changes,
    enteredBy: actorOf(person),
    hands: [],
    at: now,
  };
  await insertSubmission(scope, { ...submission, consent: {} });
  const supplemented: Application = { ...application, answers, savedAt: now };
  await updateApplication(scope, supplemented);
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.supplement",
    subject: id,
    details: { submission: submission.id },
  });
  const changed = Object.keys(changes) as Path[];
  await scope.emit(supplementReceived, { application: supplemented, submission, changed, message });
  return submission;
}

/** The case tells what the citizen may see, in the case's own commit. */
export async function pushStatus(
  scope: TenantScope,
  id: string,
  status: ApplicationStatus,
  progress: Progress,
): Promise<void> {
  const application = await lockForPlatform(scope, id);
  const moved =
    application.status === status || application.status === "withdrawn" ? application : moveTo(application, status);
  await updateApplication(scope, {
    ...moved,
    progress: { ...application.progress, ...progress },
    savedAt: scope.clock.now(),
  });
}

const personKey = (person: Person): string => person.accountId ?? person.sessionId;

const digestOf = (id: string, answers: Answers): Buffer =>
  createHash("sha256").update(canonical({ id, answers })).digest();

interface GivenAnswer {
  location: string;
  reference: string;
  digest: Buffer;
}

async function findAnswer(
  scope: TenantScope,
  person: Person,
  { key }: SubmissionRequest,
): Promise<GivenAnswer | undefined> {
  return findRow(
    scope,
    sql<GivenAnswer>`select location, reference, digest from applications.idempotency
      where person = ${personKey(person)} and key = ${key} and at > ${new Date(scope.clock.now().getTime() - 86_400_000)}`,
  );
}

/** The answer that the same key was given before; other content under it is refused. */
function repeated({ location, reference, digest }: GivenAnswer, id: string, answers: Answers): SubmissionAnswer {
  // After the submission only the asked answers are kept, so the same content is also the one that was submitted.
  const submitted = location.includes(id);
  if (!submitted && !digest.equals(digestOf(id, answers))) throw new Refusal("applications.key_reused");
  return { applicationId: id, location, reference };
}

async function rememberAnswer(
  scope: TenantScope,
  person: Person,
  { key }: SubmissionRequest,
  answers: Answers,
  answer: SubmissionAnswer,
): Promise<void> {
  write(
    scope,
    sql`insert into applications.idempotency (tenant_id, person, key, digest, location, reference, at)
        values (${scope.tenant}, ${personKey(person)}, ${key}, ${digestOf(answer.applicationId, answers)}, ${answer.location}, ${answer.reference}, ${scope.clock.now()})`,
  );
}
