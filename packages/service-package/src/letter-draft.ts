/**
 * A letter edited for one case before it goes out: the blocks of its template with other words. What answers and rules
 * insert stays: every placeholder of a block must remain in it, and none may be added.
 */
import { compileLetter, type LetterTemplate } from "./letter.ts";

/** A block as it is written: "[befreiung when herkunft = …]", then its text. */
export interface TemplateText {
  id: string;
  /** Shown only when a condition holds. */
  conditional: boolean;
  /** Markdown with placeholders in braces, without blank lines at its ends. */
  text: string;
}

/** Other words for blocks, by their ids; a block that is missing here stays as the template has it. */
export type LetterEdits = Readonly<Record<string, string>>;

export type EditProblem = "placeholder-missing" | "placeholder-foreign" | "block-head" | "subject-empty" | "unreadable";

const head = /^\[([a-z]\w*)(?:\s+when\s+.+)?\]\s*$/;

/** The blocks of a template in their order; the subject ("betreff") among them. */
export function templateTexts(source: string): TemplateText[] {
  const found: { id: string; conditional: boolean; lines: string[] }[] = [];
  for (const line of source.split("\n")) {
    const id = head.exec(line)?.[1];
    if (id !== undefined) found.push({ id, conditional: line.includes(" when "), lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ id, conditional, lines }) => ({ id, conditional, text: lines.join("\n").trim() }));
}

/** What stands in braces, in its order. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inside]) =>
    inside!
      .replaceAll(/\s+/g, " ")
      .replaceAll(/ ?\| ?/g, "|")
      .trim(),
  );

/**
 * The template with these words, ready to be filled; or what is wrong, by block. Placeholders that are `replaceable` may
 * give way to words, since nothing is known that could be inserted.
 */
export function applyEdits(
  source: string,
  edits: LetterEdits,
  language: string,
  names: readonly string[],
  replaceable: (placeholder: string) => boolean = () => false,
): { ok: true; letter: LetterTemplate } | { ok: false; problems: Map<string, EditProblem> } {
  const problems = new Map<string, EditProblem>();
  const blocks = templateTexts(source);
  for (const { id, text } of blocks) {
    const problem = edits[id] === undefined ? undefined : problemOf(id, text, edits[id], replaceable);
    if (problem) problems.set(id, problem);
  }
  if (problems.size > 0) return { ok: false, problems };
  const heads = new Map(source.split("\n").flatMap((line) => (head.test(line) ? [[head.exec(line)![1]!, line]] : [])));
  const edited = blocks.map(({ id, text }) => `${heads.get(id)}\n${(edits[id] ?? text).trim()}\n`).join("\n");
  const compiled = compileLetter(edited, language, names);
  if (compiled.ok) return compiled;
  return { ok: false, problems: new Map(Object.keys(edits).map((id) => [id, "unreadable"])) };
}

function problemOf(
  id: string,
  template: string,
  edited: string,
  replaceable: (placeholder: string) => boolean,
): EditProblem | undefined {
  if (edited.split("\n").some((line) => head.test(line))) return "block-head";
  if (id === "betreff" && edited.trim() === "") return "subject-empty";
  const [before, after] = [new Set(placeholdersOf(template)), new Set(placeholdersOf(edited))];
  if ([...before].some((one) => !after.has(one) && !replaceable(one))) return "placeholder-missing";
  // A brace that stands alone would be no placeholder, but it looks like one that was broken.
  const alone = /[{}]/.test(edited.replaceAll(/\{[^{}]*\}/g, ""));
  return alone || [...after].some((one) => !before.has(one)) ? "placeholder-foreign" : undefined;
}

/** Words that stay, go and come, in the order they are read. */
export interface WordChange {
  kind: "same" | "gone" | "new";
  text: string;
}

const mostWords = 2_000;
const wordsAndBlanks = (text: string): string[] => [...(text.match(/\s+|\S+/g) ?? [])];

/** The difference between two texts, word by word (longest common subsequence); very long ones as a whole. */
export function compareWords(before: string, after: string): WordChange[] {
  const [a, b] = [wordsAndBlanks(before), wordsAndBlanks(after)];
  if (before === after) return before ? [{ kind: "same", text: before }] : [];
  if (a.length > mostWords || b.length > mostWords)
    return [
      { kind: "gone", text: before },
      { kind: "new", text: after },
    ];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const changes: WordChange[] = [];
  const add = (kind: WordChange["kind"], text: string): void => {
    const last = changes.at(-1);
    if (last?.kind === kind) last.text += text;
    else changes.push({ kind, text });
  };
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i++]!);
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) add("gone", a[i++]!);
    else add("new", b[j++]!);
  }
  return changes;
}
