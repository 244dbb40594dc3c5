import { describeApplication } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { getRelease, loadPinned, type Release } from "../services/index.ts";
import {
  actorOf,
  applicationReceived,
  moveTo,
  referenceOf,
  type Application,
  type Person,
  type Submission,
} from "./application.ts";
import {
  findApplicantEmail,
  insertSubmission,
  lockApplication,
  setApplicantEmail,
  updateApplication,
} from "./application-store.ts";
import { assessApplication } from "./assess-fee.ts";
import { isOffered } from "./draft.ts";
import { findAnswer, rememberAnswer, repeated, type GivenAnswer, type SubmissionAnswer } from "./given-answer.ts";
import { handsOf } from "./hand.ts";
import type { AskedPart } from "./invitation.ts";
import { listParts } from "./invite.ts";
import { dropAttachments, findInfected } from "./named-attachments.ts";
import { demandFee } from "./pay-application.ts";
import { sendReceipt } from "./receipt.ts";
import { checkSigned, type Signed } from "./signed.ts";

export interface SubmissionRequest {
  /** One per rendered form: the same key gets the same answer for 24 hours. */
  key: string;
  /** The revision that the person looked over; another one is not what they agree to. */
  seen?: number;
  consent: { text: string; signed?: Signed };
  /** Where the payment provider sends the browser back to. */
  returnUrl: string;
  tenantName: string;
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
  const given = findAnswer(scope, person, request.key);
  // Another window was quicker: what was submitted there is what this one sees, not an error.
  if (draft.status !== "draft") {
    const answer = await given;
    return answer ? repeated(answer, id, draft.answers) : whereItIs(draft);
  }
  if (request.seen !== undefined && request.seen !== draft.revision) throw new Refusal("applications.changed_since");
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
    await demandFee(scope, service, submitted, fee, request.returnUrl);
  } else await scope.emit(applicationReceived, { application: submitted, submission, fee });
  const reference = submitted.fileReference ?? referenceOf(id);
  const answer: SubmissionAnswer = {
    applicationId: id,
    location: payFirst ? `/antraege/${id}/zahlung` : `/antraege/${id}/eingang`,
    reference,
  };
  await rememberAnswer(scope, person, request.key, draft.answers, answer);
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
