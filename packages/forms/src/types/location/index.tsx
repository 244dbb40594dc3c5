import { fromJson } from "@allmende/feel";
import { only, type FieldType } from "../../field-type.ts";
import { PartField } from "../part-field.tsx";
import { checkParts, isParts, partsSchema, readParts, word, writeParts, tidyParts } from "../parts.ts";
import { definition, parts, type LocationField } from "./model.ts";

export type { LocationField };

/** A place: its address or description, and coordinates if a map on the page set them. */
export const location: FieldType<LocationField> = {
  definition,
  parts: ["address", "latitude", "longitude"],
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredLocation",
  read: (posted) => readParts(posted, parts),
  write: writeParts,
  check: () => checkParts(parts),
  schema: () => partsSchema(parts),
  feel: (value) => (isParts(value) ? fromJson(value) : null),
  display(value) {
    const [latitude, longitude] = [word(value, "latitude"), word(value, "longitude")];
    return [word(value, "address"), latitude && longitude && `${latitude}, ${longitude}`].filter(Boolean);
  },
  target: (id) => `${id}-address`,
  face(props) {
    const { id, name, posted, wording } = props;
    return (
      <div data-location={id}>
        <PartField
          of={props}
          part="address"
          label={wording.say("locationAddress")}
          hint={wording.say("locationHint")}
          required
          autocomplete="off"
        />
        {["latitude", "longitude"].map((part) => (
          <input key={part} type="hidden" id={`${id}-${part}`} name={`${name}.${part}`} value={only(posted, part)} />
        ))}
      </div>
    );
  },
};
