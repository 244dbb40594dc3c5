import { TextInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
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
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint") ?? wording.say("plateHint")}
      error={error}
      required={required}
      autocomplete="off"
      spellcheck={false}
      width={16}
    />
  ),
};
