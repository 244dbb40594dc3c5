export { scanAttachment } from "./scan-attachment.ts";
export { forgetTries } from "./typed-code.ts";
export { expireDrafts, forgetAnswers, remindOfDrafts, rescanAttachments } from "./upkeep.ts";
export { tellLapse } from "./tell-lapse.ts";
export { attachFiles, sniffType, tidyName, type ReceivedFile, type Scanner } from "./attach.ts";
export { followVersion, keepVersion, resumeDraft, type NewVersion } from "./carry-draft.ts";
export { findInfected, getHandedIn, listHandedIn } from "./named-attachments.ts";
export { answersToCopy } from "./copy-application.ts";
export { discardDraft, draftDays, findOrStartDraft, savePage, startDraft, type SavedPage } from "./draft.ts";
export {
  claimApplications,
  findApplicantEmail,
  findDraftOf,
  findFee,
  foldSubmissions,
  getApplication,
  getAttachment,
  getForOffice,
  listAttachments,
  listFees,
  listMine,
  listOfAccount,
  listSubmissions,
  lockForPlatform,
  noteCase,
} from "./application-store.ts";
export {
  beginIntake,
  findIntake,
  identifications,
  intakeOf,
  listOpenIntakes,
  type Identified,
  type Intake,
} from "./intake.ts";
export type { Hand } from "./hand.ts";
export type { AskedPart, PartState } from "./invitation.ts";
export { invitationDays, inviteContributor, listParts, withdrawInvitation } from "./invite.ts";
export {
  declineContribution,
  finishContribution,
  getContribution,
  openInvitation,
  saveContribution,
  type Contribution,
} from "./contribute.ts";
export { readPrefill, unfitFor, writePrefill, type PrefillFault, type PrefillLink } from "./prefill-link.ts";
export { ownActsIn } from "./own-acts.ts";
export { waysOfSigning, waysToSign, type Signed } from "./signed.ts";
export { assessApplication } from "./assess-fee.ts";
export { findResumeReference, makeResumeKey, resumeApplication, type ResumeKey } from "./resume.ts";
export { leftOut, submitApplication, type SubmissionRequest } from "./submit-application.ts";
export { pressOnce, type SubmissionAnswer } from "./given-answer.ts";
export { acceptPayment, lapse, payAgain } from "./pay-application.ts";
export { pushStatus, withdrawApplication } from "./move-application.ts";
export { addSupplement } from "./supplement.ts";
export {
  actorOf,
  applicationReceived,
  applicationWithdrawn,
  attachmentInfected,
  lapseJob,
  openStates,
  referenceOf,
  scanAttachmentJob,
  supplementReceived,
  type Application,
  type ApplicationStatus,
  type Attachment,
  type FeeAssessment,
  type Person,
  type Progress,
  type Submission,
} from "./application.ts";
export { holdings } from "./holdings.ts";
export { partOfQuestion } from "./invitation.ts";
