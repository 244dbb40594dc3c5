import { time as feelTime } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";
import { check, definition, read, schema, type TimeField } from "./model.ts";

export type { TimeField };

/** A time of day to the minute. */
export const time: FieldType<TimeField> = {
  definition,
  typed: [""],
  read,
  write: (value) => ({ "": [String(value)] }),
  check,
  schema,
  feel: (value) => (typeof value === "string" ? feelTime(`${value}:00`) : null),
  display: (value, _field, wording) => [wording.language === "de" ? `${String(value)} Uhr` : String(value)],
  hint: (_field, wording) => wording.say("timeHint"),
  face: (props) => lineFace(props, { hint: props.wording.say("timeHint"), width: 6 }),
};
