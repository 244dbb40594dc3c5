import { TextArea, TextInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, clean, definition, problems, read, schema, type TextField } from "./model.ts";
import { tidyText } from "./tidy.ts";

export type { TextField };

/** Words: one line, or several with `lines`. */
export const text: FieldType<TextField> = {
  definition,
  typed: [""],
  plain: "string",
  read,
  write: (value) => ({ "": [String(value)] }),
  tidy: (value, field) => tidyText(value, (typed) => clean(typed, field)),
  check,
  problems,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value) => String(value).split("\n"),
  face({ field, id, name, posted, wording, error, required }) {
    const props = { id, name, value: only(posted), hint: wording.find(field.id, "hint"), error, required };
    if (field.lines) return <TextArea {...props} rows={field.lines} />;
    return (
      <TextInput {...props} width={field.maxLength} inputMode={field.keyboard} autocomplete={field.autocomplete} />
    );
  },
};
