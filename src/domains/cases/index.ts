export { composeLetter, type ComposedLetter } from "./compose-letter.ts";
export { openCase } from "./open-case.ts";
export { receiveSupplement, requestInformation } from "./request-information.ts";
export { addNote, completeStep, handBackCase, takeCase, withdrawCase } from "./work-on-case.ts";
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
