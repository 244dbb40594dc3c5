export { composeLetter, type ComposedLetter } from "./compose-letter.ts";
export { openCase } from "./open-case.ts";
export { receiveSupplement, requestInformation } from "./request-information.ts";
export { addNote } from "./add-note.ts";
export { completeStep } from "./complete-step.ts";
export { onMessage, onSignal, onStep, onTimer } from "./drive-process.ts";
export { migrateCases, type CaseMigration } from "./migrate-cases.ts";
export { settleIncident } from "./settle-incident.ts";
export { handBackCase, takeCase } from "./take-case.ts";
export { withdrawCase } from "./withdraw-case.ts";
export { findCaseOf, findClosure, findOpenRequest, getCase, listNotes, listRequests } from "./case-store.ts";
export {
  countDesk,
  deskViews,
  foldTallies,
  listOpenSlugs,
  readInbox,
  type DeskView,
  type InboxPage,
  type InboxQuery,
} from "./inbox.ts";
export { searchCases } from "./search-cases.ts";
export { listSavedViews, removeSavedView, saveView, type SavedView } from "./saved-views.ts";
export type { Case, Caseworker, Closure, ClosureKind, InformationRequest, Note, RequestReason } from "./case.ts";
export { holdings } from "./holdings.ts";
