export {
  closeDossier,
  fileDocument,
  fileInto,
  findDossier,
  noteFile,
  openDossier,
  reopenDossier,
  type Dossier,
  type FiledDocument,
} from "./dossier.ts";
export {
  answerOffer,
  countDueDossiers,
  decideDisposal,
  listDisposals,
  listDueDossiers,
  listToErase,
  releaseDossier,
  takeBackDisposal,
  type ArchiveAnswer,
  type Disposal,
} from "./disposal.ts";
export { carryOutDisposals, type EraseCase } from "./carry-out-disposals.ts";
export {
  findFilingPlanEntry,
  importFilingPlan,
  listFilingPlan,
  type DisposalRule,
  type FilingPlanEntry,
  type StandingEntry,
} from "./filing-plan.ts";
export { findReadable, getDossier, listDossiers, type DossierFilter, type Reader } from "./read-dossier.ts";
export { readFilingPlan, writeFilingPlan } from "./read-filing-plan.ts";
export { keepText, listUnread, searchDocuments, type FoundDocument } from "./search-documents.ts";
export { drawFileReference } from "./file-reference.ts";
export { holdings } from "./holdings.ts";
