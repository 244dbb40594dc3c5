import { date as feelDate, fromJson } from "@allmende/feel";
import type { Answer } from "../../answer.ts";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { isDay } from "../date/model.ts";
import { definition, type ComputedField } from "./model.ts";

export type { ComputedField };

function shown(value: Answer, { as }: ComputedField, wording: Wording): string {
  if (typeof value === "boolean") return wording.say(value ? "yes" : "no");
  if (typeof value === "number") return as === "money" ? wording.money(value) : wording.number(value);
  return as === "date" ? wording.date(String(value)) : String(value);
}

/** A value made from other answers: shown, never posted. The API refuses it like any unknown answer. */
export const computed: FieldType<ComputedField> = {
  definition,
  answered: "computed",
  source: (field) => field.value,
  frame: () => "own",
  read: () => ({ value: undefined }),
  write: () => ({}),
  check: () => () => ({ code: "unknownField" }),
  schema: () => ({ not: {} }),
  feel: (value, { as }) => (as === "date" && isDay(value) ? feelDate(value) : fromJson(value)),
  display: (value, field, wording) => [shown(value, field, wording)],
  face: ({ field, id, value, wording }) => (
    <div class="al-field" role="group" aria-labelledby={`${id}-label`} id={id}>
      <p class="kern-label" id={`${id}-label`}>
        {wording.label(field.id)}
      </p>
      <p class="al-computed">{value === undefined ? wording.say("notComputed") : shown(value, field, wording)}</p>
    </div>
  ),
};
