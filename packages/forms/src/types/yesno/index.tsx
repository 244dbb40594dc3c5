import { Radios } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, definition, read, type YesnoField } from "./model.ts";

export type { YesnoField };

/** Yes or no, each said; neither is chosen beforehand. */
export const yesno: FieldType<YesnoField> = {
  definition,
  few: true,
  plain: "boolean",
  missing: "requiredChoice",
  frame: () => "several",
  opens: () => true,
  read,
  write: (value) => ({ "": [value ? "ja" : "nein"] }),
  check,
  schema: () => ({ type: "boolean" }),
  feel: (value) => (typeof value === "boolean" ? value : null),
  display: (value, _field, wording) => [wording.say(value ? "yes" : "no")],
  target: (id) => `${id}-1`,
  face: ({ id, name, posted, wording, below, field }) => (
    <Radios
      id={id}
      name={name}
      value={only(posted)}
      choices={[
        { value: "ja", label: wording.find(field.id, "yes") ?? wording.say("yes"), below: below?.("ja") },
        { value: "nein", label: wording.find(field.id, "no") ?? wording.say("no"), below: below?.("nein") },
      ]}
    />
  ),
};
