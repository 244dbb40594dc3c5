import { date as feelDate } from "@allmende/feel";
import { DateInput } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, definition, isDay, read, schema, write, type DateField } from "./model.ts";

export type { DateField };

/** A day of the calendar, in three boxes or any usual spelling. */
export const date: FieldType<DateField> = {
  definition,
  typed: ["day", "month", "year"],
  parts: ["", "day", "month", "year"],
  missing: "requiredDate",
  frame: () => "several",
  read,
  write,
  check,
  expressions: (field) => [field.min, field.max],
  schema,
  feel: (value) => (isDay(value) ? feelDate(value) : null),
  display: (value, _field, wording) => [wording.date(String(value))],
  hint: (_field, wording) => wording.say("dateHint"),
  target: (id) => `${id}-day`,
  face: ({ field, id, name, posted, wording, error }) => (
    <DateInput
      id={id}
      name={name}
      value={{ day: only(posted, "day") || only(posted), month: only(posted, "month"), year: only(posted, "year") }}
      error={error}
      labels={{ day: wording.say("day"), month: wording.say("month"), year: wording.say("year") }}
      birthday={field.birthday}
    />
  ),
};
