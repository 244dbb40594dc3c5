import { TextInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
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
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint")}
      error={error}
      required={required}
      inputMode="tel"
      autocomplete="tel"
      width={24}
    />
  ),
};
