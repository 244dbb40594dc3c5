import { fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import { numberFace } from "../number/face.tsx";
import { problems } from "../number/model.ts";
import { check, definition, read, schema, write, type MoneyField } from "./model.ts";

export type { MoneyField };

/** An amount of euros, kept in whole cents. */
export const money: FieldType<MoneyField> = {
  definition,
  plain: "number",
  read,
  write,
  check,
  problems,
  schema,
  feel: (value) => (typeof value === "number" ? fromJson(value) : null),
  display: (value, _field, wording) => [wording.money(Number(value))],
  face: (props) => numberFace(props, { inputMode: "decimal", suffix: "€" }),
};
