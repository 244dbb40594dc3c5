/** Why a file is refused or what was odd about it: where (line from 1, path of elements), a stable code, an English sentence. */
export type Problem = { code: ProblemCode; message: string; line: number; element: string };

export type ProblemCode =
  | "xml.malformed"
  | "xml.encoding"
  | "xml.doctype"
  | "xml.too_deep"
  | "xml.too_long"
  | "xml.too_large"
  | "xml.too_many_elements"
  | "xdf.unknown_standard"
  | "xdf.unknown_message"
  | "xdf.unexpected_element"
  | "xdf.duplicate_element"
  | "xdf.missing_element"
  | "xdf.invalid_value"
  | "xdf.converted";

/** Ends the reading; thrown inside this package only. */
export class Refused extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}
