import { TextInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { oneLine, tidyText } from "../text/tidy.ts";
import { check, definition, read, schema, type EmailField } from "./model.ts";

export type { EmailField };

/** An e-mail address. */
export const email: FieldType<EmailField> = {
  definition,
  plain: "string",
  read,
  write: (value) => ({ "": [String(value)] }),
  tidy: (value) => tidyText(value, oneLine),
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
      inputMode="email"
      autocomplete="email"
      spellcheck={false}
    />
  ),
};
