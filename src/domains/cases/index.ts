export { composeLetter, type ComposedLetter } from "./compose-letter.ts";
export { openCase } from "./open-case.ts";
export { receiveSupplement, requestInformation } from "./request-information.ts";
export { addNote, completeStep, handBackCase, takeCase, withdrawCase } from "./work-on-case.ts";
export {
  countCases,
  findCaseOf,
  findClosure,
  findOpenRequest,
  getCase,
  listCases,
  listNotes,
  listRequests,
  type CaseFilter,
} from "./case-store.ts";
export type { Case, Caseworker, Closure, ClosureKind, InformationRequest, Note, RequestReason } from "./case.ts";
export { holdings } from "./holdings.ts";
