import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import { spaced } from "../iban/model.ts";
import { PartField, PartTick } from "../part-field.tsx";
import { checkParts, isParts, partsSchema, readParts, word, writeParts, tidyParts } from "../parts.ts";
import { definition, parts, type MandateField } from "./model.ts";

export type { MandateField };

/**
 * A SEPA direct debit mandate ("Lastschriftmandat"): account, holder and the declaration. The text of the mandate
 * (creditor, identifier, right to get the money back) is the package's, as `text` of the field.
 */
export const mandate: FieldType<MandateField> = {
  definition,
  parts: parts.map(({ name }) => name),
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredMandate",
  read: (posted) => readParts(posted, parts),
  write: (value) => ({ ...writeParts(value), ...(word(value, "iban") && { iban: [spaced(word(value, "iban"))] }) }),
  check: () => checkParts(parts),
  schema: () => partsSchema(parts),
  feel: (value) => (isParts(value) ? fromJson(value) : null),
  display: (value, _field, wording) => [
    word(value, "accountHolder"),
    spaced(word(value, "iban")),
    wording.say("mandateGiven"),
  ],
  target: (id) => `${id}-accountHolder`,
  face(props) {
    const { field, wording } = props;
    return (
      <>
        {(wording.find(field.id, "text") ?? "").split("\n\n").map((paragraph) => paragraph && <p>{paragraph}</p>)}
        <PartField of={props} part="accountHolder" label={wording.say("accountHolder")} required autocomplete="name" />
        <PartField
          of={props}
          part="iban"
          label={wording.say("ibanLabel")}
          required
          autocomplete="off"
          spellcheck={false}
          width={34}
        />
        <PartTick of={props} part="agreed" label={wording.find(field.id, "agree") ?? wording.say("mandateAgree")} />
      </>
    );
  },
};
