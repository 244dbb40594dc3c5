/** One stored answer in its canonical form: what the API takes and the database keeps. */
export type Answer = string | number | boolean | Parts | FileRef[] | string[] | Answers[] | Answer[];

/** An answer of several parts (a person, an address), by part. */
export interface Parts {
  [part: string]: string | number | boolean | undefined;
}

/** Answers by field id; a group is a list of such objects. Unanswered questions are absent. */
export interface Answers {
  [id: string]: Answer | undefined;
}

/** An uploaded file as an answer names it; the bytes lie in the file store. */
export interface FileRef {
  attachment: string;
  name: string;
  /** Bytes. */
  size: number;
  type: string;
}

/** Where an answer stands: "hundename", "kinder.0.vorname", "staaten.1". */
export type Path = string;

/** A wrong or missing answer. `code` chooses the sentence, `details` fill it. */
export interface AnswerProblem {
  path: Path;
  code: string;
  details?: Record<string, string | number>;
}

/** The entries of a group, or none; what is no entry counts as an empty one and is refused by the check. */
export function entriesOf(answers: Answers, group: string): Answers[] {
  const list = answers[group];
  return Array.isArray(list) ? (list as unknown[]).map((entry) => (isAnswers(entry) ? entry : {})) : [];
}

export function isAnswers(value: unknown): value is Answers {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
