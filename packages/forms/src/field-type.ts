import type { FeelValue } from "@allmende/feel";
import type { VNode } from "preact";
import type { Answer } from "./answer.ts";
import type { FieldDefinition } from "./definition.ts";
import type { Wording } from "./wording.ts";

/** What a page posted for one field, by the part of the name behind the field's own ("" is the field itself). */
export type Posted = Readonly<Record<string, readonly string[]>>;

export interface Fault {
  code: string;
  details?: Record<string, string | number>;
}

/** What the check of a value may ask the form. */
export interface CheckContext {
  /** A FEEL expression of the definition (`min`, `max` of a date), evaluated over the answers; ISO text or null. */
  evaluate(source: string): string | null;
}

export interface FaceProps<Definition> {
  field: Definition;
  /** Id and name of the control; ids of its parts derive from it. */
  id: string;
  name: string;
  posted: Posted;
  value: Answer | undefined;
  wording: Wording;
  error?: string;
  required: boolean;
  /** Questions that open below an option. */
  below?: (option: string) => VNode | undefined;
}

/**
 * A kind of question: model, check and face in one folder. One check serves page, API and import: a page's words are
 * first `read` into the canonical value, then the value is checked as if it had come from the API.
 */
export interface FieldType<Definition extends FieldDefinition = FieldDefinition> {
  /** From the words of a page to the canonical value; undefined means unanswered. */
  read(posted: Posted, field: Definition): { value: Answer | undefined } | { fault: Fault; value?: undefined };
  /** From the canonical value to the words a page shows. */
  write(value: Answer, field: Definition): Posted;
  /** What is wrong with a canonical value, or undefined. */
  check(value: unknown, field: Definition, context: CheckContext): Fault | undefined;
  /** JSON Schema 2020-12 of the canonical value. */
  schema(field: Definition): Record<string, unknown>;
  /** The value as FEEL sees it. */
  feel(value: Answer, field: Definition): FeelValue;
  /** The answer as a person reads it, one entry per line. */
  display(value: Answer, field: Definition, wording: Wording): string[];
  face(props: FaceProps<Definition>): VNode;
  /** The id an error link goes to, when it is not the field's own. */
  target?(id: string): string;
}

export const only = (posted: Posted, part = ""): string => posted[part]?.[0] ?? "";
