import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { numberFace, withSuffix } from "../number/face.tsx";
import { problems, read, write } from "../number/model.ts";
import { check, definition, schema, type IntegerField } from "./model.ts";

export type { IntegerField };

const suffixOf = (field: IntegerField, wording: Wording) =>
  field.suffix ? wording.find(field.id, "suffix") : undefined;

/** A whole number. */
export const integer: FieldType<IntegerField> = {
  definition,
  typed: [""],
  plain: "number",
  read,
  write,
  check,
  problems,
  schema,
  feel: (value) => (typeof value === "number" ? fromJson(value) : null),
  // A year or a house number carries no thousands separator.
  display: (value, field, wording) => withSuffix(String(value), suffixOf(field, wording)),
  face: (props) => numberFace(props, { inputMode: "numeric", suffix: suffixOf(props.field, props.wording) }),
};
