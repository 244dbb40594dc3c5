import type { FieldType } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";
import { check, definition, read, schema, type PhoneField } from "./model.ts";

export type { PhoneField };

/** A phone number, kept as E.164 ("+4966411234"). */
export const phone: FieldType<PhoneField> = {
  definition,
  plain: "string",
  read,
  write: (value) => ({ "": [String(value)] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value) => [String(value)],
  face: (props) => lineFace(props, { inputMode: "tel", autocomplete: "tel", width: 24 }),
};
