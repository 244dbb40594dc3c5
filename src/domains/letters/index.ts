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
export { holdings } from "./holdings.ts";
