import { Checkboxes } from "@allmende/kern";
import type { FieldType } from "../../field-type.ts";
import { choicesOf, doubles, optionIds } from "../choice/options.ts";
import { check, definition, read, schema, type ChoicesField } from "./model.ts";

export type { ChoicesField };

/** Any of several options. */
export const choices: FieldType<ChoicesField> = {
  definition,
  few: true,
  several: true,
  missing: "requiredChoice",
  frame: () => "several",
  ids: optionIds,
  problems: doubles,
  read,
  write: (value) => ({ "": value as string[] }),
  check,
  schema,
  feel: (value) => (Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : null),
  display: (value, _field, wording) => (value as string[]).map((entry) => wording.label(entry)),
  target: (id) => `${id}-1`,
  face: ({ field, id, name, posted, wording }) => (
    <Checkboxes id={id} name={name} values={posted[""] ?? []} choices={choicesOf(field, wording)} />
  ),
};
