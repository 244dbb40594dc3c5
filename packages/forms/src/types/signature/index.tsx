import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import { PartField, PartTick } from "../part-field.tsx";
import { checkParts, isParts, partsSchema, readParts, word, writeParts, tidyParts } from "../parts.ts";
import { definition, parts, type SignatureField } from "./model.ts";

export type { SignatureField };

/** A signature without paper: the typed name and a declaration. Not a qualified signature (§ 3a VwVfG). */
export const signature: FieldType<SignatureField> = {
  definition,
  parts: ["name", "agreed"],
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredSignature",
  read: (posted) => readParts(posted, parts),
  write: writeParts,
  check: () => checkParts(parts),
  schema: () => partsSchema(parts),
  feel: (value) => (isParts(value) ? fromJson(value) : null),
  display: (value, _field, wording) => [wording.say("signedBy", { name: word(value, "name") })],
  target: (id) => `${id}-name`,
  face(props) {
    const { field, wording } = props;
    return (
      <>
        <PartField of={props} part="name" label={wording.say("typedName")} required autocomplete="name" />
        <PartTick of={props} part="agreed" label={wording.find(field.id, "agree") ?? wording.say("signatureAgree")} />
      </>
    );
  },
};
