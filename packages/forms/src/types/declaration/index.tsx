import { Checkbox } from "@allmende/kern";
import { only, type FieldType } from "../../field-type.ts";
import { check, definition, read, type DeclarationField } from "./model.ts";

export type { DeclarationField };

/** A sentence the person confirms. */
export const declaration: FieldType<DeclarationField> = {
  definition,
  few: true,
  plain: "boolean",
  missing: "requiredDeclaration",
  frame: () => "own",
  read,
  write: (value) => ({ "": value === true ? ["true"] : [] }),
  check,
  schema: () => ({ const: true }),
  feel: (value) => (value === true ? true : null),
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
