import { fromJson } from "@allmende/feel";
import { Checkboxes, Radios, Select, type Choice } from "@allmende/kern";
import { optionId, type FieldOf } from "../definition.ts";
import { only, type FieldType } from "../field-type.ts";
import type { Wording } from "../wording.ts";

type ChoiceField = FieldOf<"choice">;
type ChoicesField = FieldOf<"choices">;

const known = new WeakMap<ChoiceField | ChoicesField, ReadonlySet<string>>();

function optionsOf(field: ChoiceField | ChoicesField): ReadonlySet<string> {
  let ids = known.get(field);
  if (!ids) known.set(field, (ids = new Set(field.options.map(optionId))));
  return ids;
}

function choicesOf(field: ChoiceField | ChoicesField, wording: Wording): Choice[] {
  return field.options.map((option) => {
    const id = optionId(option);
    return { value: id, label: wording.label(id), hint: wording.find(id, "hint") };
  });
}

export const choice: FieldType<ChoiceField> = {
  read: (posted) => ({ value: only(posted) || undefined }),
  write: (value) => ({ "": [String(value)] }),
  check(value, field) {
    if (typeof value !== "string") return { code: "wrongType" };
    return optionsOf(field).has(value) ? undefined : { code: "notAnOption" };
  },
  schema: (field) => ({ enum: field.options.map(optionId) }),
  feel: (value) => String(value),
  display: (value, _field, wording) => [wording.label(String(value))],
  target: (id) => `${id}-1`,
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

export const choices: FieldType<ChoicesField> = {
  read(posted) {
    const chosen = [...new Set(posted[""]?.filter(Boolean))];
    return { value: chosen.length > 0 ? chosen : undefined };
  },
  write: (value) => ({ "": value as string[] }),
  check(value, field) {
    if (!Array.isArray(value)) return { code: "wrongType" };
    const allowed = optionsOf(field);
    const valid = value.every((entry) => typeof entry === "string" && allowed.has(entry));
    return valid && new Set(value).size === value.length ? undefined : { code: "notAnOption" };
  },
  schema: (field) => ({ type: "array", items: { enum: field.options.map(optionId) }, uniqueItems: true, minItems: 1 }),
  feel: (value) => fromJson(value),
  display: (value, _field, wording) => (value as string[]).map((entry) => wording.label(entry)),
  target: (id) => `${id}-1`,
  face: ({ field, id, name, posted, wording }) => (
    <Checkboxes id={id} name={name} values={posted[""] ?? []} choices={choicesOf(field, wording)} />
  ),
};
