import type { FieldType } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";
import { oneLine, tidyText } from "../text/tidy.ts";
import { check, definition, read, schema, type EmailField } from "./model.ts";

export type { EmailField };

/** An e-mail address. */
export const email: FieldType<EmailField> = {
  definition,
  typed: [""],
  plain: "string",
  read,
  write: (value) => ({ "": [String(value)] }),
  tidy: (value) => tidyText(value, oneLine),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value) => [String(value)],
  face: (props) => lineFace(props, { inputMode: "email", autocomplete: "email", spellcheck: false }),
};
