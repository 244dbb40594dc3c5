import type { AnswerProblem, Answers, Path, Posted } from "@allmende/forms";
import type { Fee } from "@allmende/service-package";
import type { Actor } from "../../platform/audit/audit.ts";
import { Refusal } from "../../platform/errors.ts";
import { defineEvent } from "../../platform/events.ts";
import { defineJob } from "../../platform/jobs.ts";
import type { Hand } from "./hand.ts";

export type ApplicationStatus =
  | "draft"
  | "awaiting-payment"
  | "received"
  | "in-process"
  | "waiting-for-citizen"
  | "closed"
  | "lapsed"
  | "withdrawn";

/** What the citizen may know of the case ("Stand"); dates are ISO days or instants. */
export interface Progress {
  /** When the office began, and who is the contact. */
  startedAt?: string;
  office?: string;
  contact?: { name: string; phone: string; email: string };
  /** The open demand for something missing. */
  request?: { id: string; until: string };
  expectedBy?: string;
  closure?: string;
  closedAt?: string;
  /** Nobody decided, and with the end of this day the law did ("gilt als genehmigt"). */
  deemedOn?: string | undefined;
}

/** A citizen's application ("Antrag"). */
export interface Application {
  id: string;
  releaseId: string;
  /** A newer release of the service that the person did not want to follow. */
  declinedReleaseId: string | null;
  /** The revision with which the draft last followed a newer release. */
  followedRevision: number | null;
  slug: string;
  mode: "live" | "trial";
  /** Where it was filled in: by its citizen, or with a caseworker at the counter or on the phone. */
  source: "online" | "counter" | "phone";
  /** In which its person reads the package; the platform's own words are German where it has none in it. */
  language: string;
  accountId: string | null;
  status: ApplicationStatus;
  revision: number;
  answers: Answers;
  /** What was typed and could not be read, by path. */
  unread: Record<Path, Posted>;
  /** Which answers the applicant did not enter, and who did: an actor, their account, a signed link; by id of the answer. */
  entered: Record<string, Actor | "account" | "link">;
  subject: string;
  applicant: string;
  fileReference: string | null;
  progress: Progress;
  createdAt: Date;
  savedAt: Date;
  expiresAt: Date | null;
  receivedAt: Date | null;
}

/** The states from which an application may go on, and where to: the one table of transitions. */
const transitions: Record<ApplicationStatus, readonly ApplicationStatus[]> = {
  draft: ["awaiting-payment", "received"],
  "awaiting-payment": ["received", "lapsed", "withdrawn"],
  received: ["in-process", "waiting-for-citizen", "closed", "withdrawn"],
  "in-process": ["waiting-for-citizen", "closed", "withdrawn"],
  "waiting-for-citizen": ["in-process", "closed", "withdrawn"],
  closed: ["in-process"],
  lapsed: [],
  withdrawn: [],
};

/** The move of an application to another state, if the table allows it. */
export function moveTo(application: Application, status: ApplicationStatus): Application {
  if (!transitions[application.status].includes(status))
    throw new Refusal("applications.not_open", { status: application.status });
  return { ...application, status };
}

export const openStates: readonly ApplicationStatus[] = [
  "awaiting-payment",
  "received",
  "in-process",
  "waiting-for-citizen",
];

/** Who is at the keyboard: a session, perhaps with an account behind it, or a caseworker's with the citizen beside them. */
export interface Person {
  sessionId: string;
  accountId: string | null;
  staffId?: string | null;
}

export const actorOf = ({ staffId, accountId, sessionId }: Person): Actor =>
  staffId ? `staff:${staffId}` : accountId ? `account:${accountId}` : `guest:${sessionId}`;

/** An immutable submission ("Einreichung"), the first or a supplement ("Nachreichung"). */
export interface Submission {
  id: string;
  applicationId: string;
  number: number;
  kind: "first" | "supplement";
  releaseId: string;
  answers: Answers;
  /** Who pressed the button. */
  enteredBy: Actor;
  hands: Hand[];
  at: Date;
}

/** An uploaded file ("Anlage"). */
export interface Attachment {
  id: string;
  applicationId: string;
  path: Path;
  name: string;
  type: string;
  size: number;
  fileId: string;
  scan: "waiting" | "clean" | "infected" | "unscanned";
  /** Of a PDF, once it was scanned and where somebody can count them. */
  pages: number | null;
  addedBy: string;
  addedAt: Date;
}

/** Whom a caseworker named keeps the name until the form knows a better one. */
export const namedByHand = ({ source, applicant }: Pick<Application, "source" | "applicant">): string =>
  source === "online" ? "" : applicant;

/** A fee or tax with its reason ("Festsetzung"); `amount` in whole cents. */
export interface FeeAssessment {
  id: string;
  amount: number;
  items: Fee["items"];
  rules: Fee["rules"];
  /** The answers it was made of. */
  inputs: Fee["inputs"];
  /** Why it takes the place of an earlier one; empty for the first. */
  reason: string;
  at: Date;
}

export type Checked = { ok: true } | { ok: false; problems: AnswerProblem[] };

/** Who opens the case writes the application, received and with what its case lets the citizen know (`noteCase`). */
export const applicationReceived = defineEvent<{
  application: Application;
  submission: Submission;
  fee: FeeAssessment | undefined;
}>("applications.received");
export const supplementReceived = defineEvent<{
  application: Application;
  submission: Submission;
  changed: Path[];
  message: string;
}>("applications.supplement");
/** A virus was found in a file that was handed in already: nobody can open it, as if it were missing. */
export const attachmentInfected = defineEvent<Attachment>("applications.attachment-infected");
export const applicationWithdrawn = defineEvent<{ application: Application; actor: Actor }>("applications.withdrawn");

export const scanAttachmentJob = defineJob<{ attachment: string }>("applications.scan", 200);
export const lapseJob = defineJob<{ application: string }>("applications.lapse");

/** What a citizen can name before there is a file reference: the end of the application's id. */
export const referenceOf = (id: string): string => id.slice(-12).toUpperCase();
