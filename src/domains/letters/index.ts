export {
  getLetter,
  letterPrinted,
  listLetters,
  listLettersTo,
  printLetter,
  printOnce,
  writeLetter,
  type Letter,
  type LetterNotice,
} from "./letter.ts";
export {
  countWaitingForPost,
  getBatch,
  listBatches,
  listWaitingForPost,
  markPosted,
  takeBackBatch,
  type Batch,
} from "./batch.ts";
export { addLetterDraft, findLetterDraft, listLetterDrafts, type LetterDraft } from "./draft.ts";
export { holdings } from "./holdings.ts";
