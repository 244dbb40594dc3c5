import { Radios, Select } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, definition, read, schema, type ChoiceField } from "./model.ts";
import { choicesOf, doubles, optionIds } from "./options.ts";

export type { ChoiceField };

/** One of several options. */
export const choice: FieldType<ChoiceField> = {
  definition,
  few: true,
  plain: "string",
  missing: "requiredChoice",
  frame: (field) => (field.list ? "single" : "several"),
  opens: (field) => !field.list,
  ids: optionIds,
  problems: doubles,
  read,
  write: (value) => ({ "": [String(value)] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? value : null),
  display: (value, _field, wording) => [wording.label(String(value))],
  target: (id, field) => (field.list ? id : `${id}-1`),
  face({ field, id, name, posted, wording, error, below }) {
    const choices = choicesOf(field, wording);
    if (field.list) {
      return (
        <Select
          id={id}
          name={name}
          choices={choices}
          value={only(posted)}
          hint={wording.find(field.id, "hint")}
          error={error}
          empty={wording.say("choose")}
        />
      );
    }
    return (
      <Radios
        id={id}
        name={name}
        value={only(posted)}
        choices={choices.map((entry) => ({ ...entry, below: below?.(entry.value) }))}
      />
    );
  },
};
