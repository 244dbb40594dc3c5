import type { FeelValue } from "@allmende/feel";
import type { VNode } from "preact";
import type { z } from "zod";
import type { Answer, FileRef } from "./answer.ts";
import type { Wording } from "./wording.ts";

/** What a page posted for one field, by the part of the name behind the field's own ("" is the field itself). */
export type Posted = Readonly<Record<string, readonly string[]>>;

export interface Fault {
  code: string;
  details?: Record<string, string | number>;
  /** The part of the answer that is wrong (`postcode` of an address); the whole without it. */
  part?: string;
}

/** One fault, several of a composite answer, or none. */
export type Faults = Fault | readonly Fault[] | undefined;

/** What posted words came to. With a fault, `value` is what could be read of the rest. */
export type FieldReading = { value: Answer | undefined } | { fault: Fault; value?: Answer | undefined };

/** What the check of a value may ask the form. */
export interface CheckContext {
  /** A FEEL expression of the definition (`min`, `max` of a date), evaluated where the answer stands; ISO text or null. */
  evaluate(source: string): string | null;
}

/** A value is checked by a closure that was made once per field. */
export type Check = (value: unknown, context: CheckContext) => Faults;

export interface FaceProps<Definition> {
  field: Definition;
  /** Id and name of the control; ids of its parts derive from it. */
  id: string;
  name: string;
  posted: Posted;
  value: Answer | undefined;
  wording: Wording;
  error?: string;
  /** Sentences for the parts of a composite answer. */
  partErrors?: Readonly<Record<string, string>>;
  required: boolean;
  /** Questions that open below an option. */
  below?: (option: string) => VNode | undefined;
  /** What the host shows of a file that was uploaded. */
  stored?: (ref: FileRef) => StoredFile | undefined;
}

/** A stored file as its owner sees it; without an address it cannot be opened yet, and the note says why. */
export interface StoredFile {
  href?: string;
  /** A small picture of it: of a photograph, of a document's first page. */
  picture?: string;
  /** Of a document. */
  pages?: number;
  note?: string;
}

/** What every field's definition has. */
export interface AnyField {
  id: string;
  type: string;
}

/**
 * A kind of question: model, check and face in one folder. One check serves page, API and import: a page's words are
 * first `read` into the canonical value, then the value is checked as if it had come from the API.
 */
export interface FieldType<Definition extends AnyField = AnyField> {
  /** The shape of its definition in a form.yaml; `type` in it is the name of the type. */
  definition: z.ZodObject;
  /** From the words of a page to the canonical value; undefined means unanswered. */
  read(posted: Posted, field: Definition): FieldReading;
  /** From the canonical value to the words a page shows. */
  write(value: Answer, field: Definition): Posted;
  /** The check of a canonical value from anywhere, made once per field. */
  check(field: Definition): Check;
  /** JSON Schema 2020-12 of the canonical value. */
  schema(field: Definition): Record<string, unknown>;
  /** The value as FEEL sees it; of a value of the wrong shape, null. */
  feel(value: Answer, field: Definition): FeelValue;
  /** The answer as a person reads it, one entry per line. */
  display(value: Answer, field: Definition, wording: Wording): string[];
  face(props: FaceProps<Definition>): VNode;

  /** A value from a machine as a page would have given it (NFC for text); undefined if nothing is left of it. */
  tidy?(value: unknown, field: Definition): unknown;
  /** FEEL sees exactly the JSON value, of this JavaScript type: simple conditions then need no FEEL. */
  plain?: "string" | "number" | "boolean";
  /** Parts of the name under which a page posts the answer; [""] without it. */
  parts?: readonly string[];
  /** What is behind the id of a part whose first control has another: "-day". */
  partEnds?: Readonly<Record<string, string>>;
  /** How the page frames the face: one control with its label, several under a legend, or all of its own. */
  frame?(field: Definition): "single" | "several" | "own";
  /** The hint for a field whose package has none. */
  hint?(field: Definition, wording: Wording): string | undefined;
  /** The code for a missing answer; `requiredText` without it. */
  missing?: string;
  /** "never": no answer at all. "computed": an answer nobody posts, made by `source`. */
  answered?: "never" | "computed";
  source?(field: Definition): string;
  /** Its bytes are posted and stored by the host; the answer names them. */
  uploads?: true;
  /** Its answer holds one file: a further one takes its place. */
  onlyOne?(field: Definition): boolean;
  /** An answer holds several values already, so the question cannot be repeated. */
  several?: true;
  /** Options below which other questions can open. */
  opens?(field: Definition): boolean;
  /** FEEL sources in the definition that the check evaluates. */
  expressions?(field: Definition): readonly (string | undefined)[];
  /** Further ids the definition brings (options). */
  ids?(field: Definition): readonly string[];
  /** What a maker must mend before the field can be used (English). */
  problems?(field: Definition): readonly string[];
  /** Its face shows the words of these parts as they were typed, and nothing else by them: drawn once, filled often. */
  typed?: readonly string[];
  /** So few answers are possible that its face is drawn once for each. */
  few?: true;
  /** The id an error link goes to, when it is not the field's own. */
  target?(id: string, field: Definition): string;
}

/** A type as it stands among others, whatever its definition. */
export const fieldType = <Definition extends AnyField>(type: FieldType<Definition>): FieldType =>
  type as unknown as FieldType;

export const only = (posted: Posted, part = ""): string => posted[part]?.[0] ?? "";
