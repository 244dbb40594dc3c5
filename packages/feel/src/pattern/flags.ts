export interface Flags {
  /** `s`: the point also matches the end of a line. */
  readonly dotAll: boolean;
  /** `m`: `^` and `$` match at every line. */
  readonly multiline: boolean;
  readonly ignoreCase: boolean;
}
