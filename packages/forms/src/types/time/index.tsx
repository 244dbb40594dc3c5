import { time as feelTime } from "@allmende/feel";
import { TextInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, definition, read, schema, type TimeField } from "./model.ts";

export type { TimeField };

const hint: NonNullable<FieldType["hint"]> = (_field, wording) => wording.say("timeHint");

/** A time of day to the minute. */
export const time: FieldType<TimeField> = {
  definition,
  read,
  write: (value) => ({ "": [String(value)] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? feelTime(`${value}:00`) : null),
  display: (value, _field, wording) => [wording.language === "de" ? `${String(value)} Uhr` : String(value)],
  hint,
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint") ?? hint(field, wording)}
      error={error}
      required={required}
      width={6}
    />
  ),
};
