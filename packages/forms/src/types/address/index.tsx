import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import { PartField } from "../part-field.tsx";
import { isParts, word, writeParts, tidyParts } from "../parts.ts";
import { check, definition, read, schema, type AddressField } from "./model.ts";

export type { AddressField };

/** A postal address, in Germany or, where the form allows it, abroad. In FEEL: `address.postcode`. */
export const address: FieldType<AddressField> = {
  definition,
  parts: ["street", "number", "addition", "postcode", "place", "country"],
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredAddress",
  read,
  write: writeParts,
  check,
  schema,
  feel: (value) => (isParts(value) ? fromJson(value) : null),
  display(value) {
    const line = (...parts: string[]) =>
      parts
        .map((part) => word(value, part))
        .filter(Boolean)
        .join(" ");
    return [line("street", "number"), line("addition"), line("postcode", "place"), line("country")].filter(Boolean);
  },
  target: (id) => `${id}-street`,
  face(props) {
    const { field, wording } = props;
    const own = (token: string) => (field.self ? token : "off");
    return (
      <>
        <PartField
          of={props}
          part="street"
          label={wording.say("street")}
          required
          autocomplete={own("address-line1")}
        />
        <PartField of={props} part="number" label={wording.say("houseNumber")} width={6} autocomplete="off" />
        <PartField
          of={props}
          part="addition"
          label={wording.say("addressAddition")}
          hint={wording.say("addressAdditionHint")}
          autocomplete={own("address-line2")}
        />
        <PartField
          of={props}
          part="postcode"
          label={wording.say("postcodeLabel")}
          required={!field.foreign}
          autocomplete={own("postal-code")}
          width={6}
          inputMode={field.foreign ? "text" : "numeric"}
        />
        <PartField of={props} part="place" label={wording.say("place")} required autocomplete={own("address-level2")} />
        {field.foreign && (
          <PartField
            of={props}
            part="country"
            label={wording.say("country")}
            hint={wording.say("countryHint")}
            autocomplete={own("country-name")}
          />
        )}
      </>
    );
  },
};
