import { Checkbox, Radios } from "@allmende/kern";
import type { FieldOf } from "../definition.ts";
import { only, type FieldType } from "../field-type.ts";

const words: Record<string, boolean> = { ja: true, true: true, nein: false, false: false };

export const yesno: FieldType<FieldOf<"yesno">> = {
  read(posted) {
    const typed = only(posted);
    if (typed === "") return { value: undefined };
    const value = words[typed];
    return value === undefined ? { fault: { code: "notAnOption" } } : { value };
  },
  write: (value) => ({ "": [value ? "ja" : "nein"] }),
  check: (value) => (typeof value === "boolean" ? undefined : { code: "wrongType" }),
  schema: () => ({ type: "boolean" }),
  feel: (value) => value === true,
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

/** A sentence the person confirms; an unticked box is "no answer", so a required declaration must be ticked. */
export const declaration: FieldType<FieldOf<"declaration">> = {
  read: (posted) => ({ value: only(posted) === "true" ? true : undefined }),
  write: (value) => ({ "": value === true ? ["true"] : [] }),
  check: (value) => (value === true ? undefined : { code: "requiredDeclaration" }),
  schema: () => ({ const: true }),
  feel: (value) => value === true,
  display: (_value, _field, wording) => [wording.say("confirmed")],
  face: ({ field, id, name, posted, wording, error }) => (
    <Checkbox
      id={id}
      name={name}
      label={wording.label(field.id)}
      checked={only(posted) === "true"}
      error={error}
      errorPrefix={wording.say("fehler")}
    />
  ),
};
