export { composeLetter, type ComposedLetter } from "./compose-letter.ts";
export { openCase } from "./open-case.ts";
export { requestInformation } from "./request-information.ts";
export { noteInfected } from "./note-infected.ts";
export { receiveSupplement } from "./receive-supplement.ts";
export { noteOverdue, overdueJob, reminderJob, remindOfRequest } from "./follow-request.ts";
export { dropRequest, extendRequest } from "./settle-request.ts";
export { closeByHand, endingsByHand, type EndingByHand } from "./close-by-hand.ts";
export { addNote } from "./add-note.ts";
export { completeStep } from "./complete-step.ts";
export { onMessage, onSignal, onStep, onTimer } from "./drive-process.ts";
export { migrateCases, type CaseMigration } from "./migrate-cases.ts";
export { askStatement, type StatementDemand } from "./ask-statement.ts";
export { addContact, listContacts, removeContact, type Contact } from "./contact.ts";
export { fetchStatement, giveStatement, statementJob, withdrawStatement } from "./give-statement.ts";
export { findOpenObjection, listObjections, type Objection } from "./objection.ts";
export { handSources, openByHand, type HandOpening } from "./open-by-hand.ts";
export { handoverAnswerJob, handoverJob, listHandovers, type Handover } from "./handover.ts";
export {
  completeAdHocTask,
  countOwnTasks,
  enterAdHocTask,
  listAdHocTasks,
  listOwnTasks,
  type AdHocTask,
} from "./ad-hoc-task.ts";
export { listTags, listTagsOf, listUsedTags, tagCase, untagCase } from "./tags.ts";
export { listLinks, type CaseLink } from "./link.ts";
export { mergeCase, undoMerge } from "./merge-case.ts";
export { doOnSeveral, mostAtOnce, type BulkResult, type BulkStep } from "./bulk-step.ts";
export {
  digestEvents,
  getDeskSettings,
  saveDeskSettings,
  sendDigests,
  type DeskSettings,
  type DigestEvent,
} from "./desk-settings.ts";
export { listFigures, smallestGroup, type Figures } from "./figures.ts";
export { openSubCase } from "./open-sub-case.ts";
export { passOnCase, type Competent } from "./pass-on-case.ts";
export { fetchHandoverAnswer, receiveHandover } from "./receive-handover.ts";
export { enterObjection, mayObject, raiseObjection } from "./raise-objection.ts";
export { listReopenings, reopenCase, type Reopening, type ReopeningCause } from "./reopen-case.ts";
export { objectionEndings, settleObjection, type ObjectionEnding } from "./settle-objection.ts";
export {
  countAskedStatements,
  getAskedStatement,
  listAskedStatements,
  listStatements,
  type Fact,
  type Statement,
} from "./statement.ts";
export { listSeenIncidents, settleIncident } from "./settle-incident.ts";
export { assignCase, handBackCase, mayPassOn, reachOf, refuseIfOutOfReach, takeCase, type Reach } from "./take-case.ts";
export { listAssignments, type Assignment, type AssignmentReason } from "./assignment.ts";
export { certifyDeemedApproval, demandCertificate, findCertificate } from "./certify-deemed-approval.ts";
export { catchUpDeemed, deemGranted } from "./deem-granted.ts";
export { deemedJob, listDeemedSteps, type DeemedStep } from "./deemed-approval.ts";
export { extendDeemedApproval, findDeemedExtension, type DeemedExtension } from "./extend-deemed-approval.ts";
export { watchDueDates } from "./due-notices.ts";
export { withdrawCase } from "./withdraw-case.ts";
export { readDocument, wordsOfBlocks } from "./document-text.ts";
export { readDocuments } from "./read-documents.ts";
export { postLetters, takeBackPosting } from "./post-letters.ts";
export { draftLetter, letterSource, type DraftProblems } from "./draft-letter.ts";
export { exportDossier, paperOfDocument } from "./export-dossier.ts";
export { findCaseOf, findClosure, getCase, listNotes } from "./case-store.ts";
export { findOpenRequest, listRequests } from "./request-store.ts";
export {
  countDesk,
  deskViews,
  foldTallies,
  listOpenSlugs,
  readInbox,
  isByDue,
  mostLate,
  type Desk,
  type DeskCounts,
  type DeskView,
  type InboxPage,
  type InboxQuery,
} from "./inbox.ts";
export { searchCases } from "./search-cases.ts";
export { getSeenCase, listSeen, type Beholder, type Sight } from "./see-case.ts";
export { listSavedViews, removeSavedView, saveView, type SavedView } from "./saved-views.ts";
export { dueDayOf } from "./case.ts";
export type { Case, Caseworker, Closure, ClosureKind, InformationRequest, Note, RequestReason } from "./case.ts";
export { holdings } from "./holdings.ts";
export { listSignatures, type Countersignature } from "./sign-step.ts";
