/** What keeps a folder from being a package (English, for makers). */
export interface PackageProblem {
  file: string;
  /** 1-based, when known. */
  line?: number;
  message: string;
}

export class Problems {
  readonly list: PackageProblem[] = [];

  add(file: string, message: string, line?: number): void {
    this.list.push({ file, message, ...(line !== undefined && { line }) });
  }
}

/** The line on which an element has this id; else the first that names it, as a word of its own. */
export function lineOf(text: string, id: string): number | undefined {
  const word = id.replaceAll(/[^\w-]/g, "\\$&");
  const lines = text.split("\n");
  const own = new RegExp(`(^|[^\\w-])(id="${word}"|id: "?${word}"?([^\\w-]|$)|${word}:)`);
  const named = new RegExp(`(^|[^\\w-])${word}([^\\w-]|$)`);
  const index = [own, named]
    .map((pattern) => lines.findIndex((line) => pattern.test(line)))
    .find((found) => found >= 0);
  return index === undefined ? undefined : index + 1;
}
