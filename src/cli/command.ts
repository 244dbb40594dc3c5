/** One command of `allmende`; its answer is the exit code: 0 done, 1 refused, 2 asked for wrongly. */
export interface Command {
  summary: string;
  usage: string;
  /** What `--help` adds to summary and usage. */
  help?: string;
  run(args: string[], io: Io): Promise<number>;
}

/** Where a command speaks: standard output, standard error. */
export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** What the person at the keyboard answers; "" where nobody sits. */
  ask?(question: string): Promise<string>;
}
