import type { FieldType } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";
import { check, definition, read, schema, spaced, type IbanField } from "./model.ts";

export type { IbanField };

/** An account to which money is paid. To draw money from it, ask a `mandate`. */
export const iban: FieldType<IbanField> = {
  definition,
  plain: "string",
  read,
  write: (value) => ({ "": [spaced(String(value))] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value) => [spaced(String(value))],
  face: (props) => lineFace(props, { autocomplete: "off", spellcheck: false, width: 34 }),
};
