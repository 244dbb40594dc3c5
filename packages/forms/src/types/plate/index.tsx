import type { FieldType } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";
import { check, definition, read, schema, type PlateField } from "./model.ts";

export type { PlateField };

/** The registration of a vehicle ("Kfz-Kennzeichen"), German civil plates. */
export const plate: FieldType<PlateField> = {
  definition,
  plain: "string",
  read,
  write: (value) => ({ "": [String(value)] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value) => [String(value)],
  hint: (_field, wording) => wording.say("plateHint"),
  face: (props) =>
    lineFace(props, { hint: props.wording.say("plateHint"), autocomplete: "off", spellcheck: false, width: 16 }),
};
