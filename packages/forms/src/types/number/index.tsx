import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { numberFace, withSuffix } from "./face.tsx";
import { check, definition, problems, read, schema, write, type NumberField } from "./model.ts";

export type { NumberField };

const suffixOf = (field: NumberField, wording: Wording) =>
  field.suffix ? wording.find(field.id, "suffix") : undefined;

/** A number with a bounded count of decimal places. */
export const number: FieldType<NumberField> = {
  definition,
  typed: [""],
  plain: "number",
  read,
  write,
  check,
  problems,
  schema,
  feel: (value) => (typeof value === "number" ? fromJson(value) : null),
  display: (value, field, wording) => withSuffix(wording.number(Number(value)), suffixOf(field, wording)),
  face: (props) => numberFace(props, { inputMode: "decimal", suffix: suffixOf(props.field, props.wording) }),
};
