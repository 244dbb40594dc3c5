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

/** The line on which an id stands, as a word of its own. */
export function lineOf(text: string, id: string): number | undefined {
  const index = text.split("\n").findIndex((line) => new RegExp(`(^|[^\\w-])${id}([^\\w-]|$)`).test(line));
  return index < 0 ? undefined : index + 1;
}
