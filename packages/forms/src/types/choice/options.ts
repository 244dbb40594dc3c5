import { z } from "zod";
import type { Choice } from "@allmende/kern";
import type { Wording } from "../../wording.ts";
import { elementId } from "../settings.ts";

export const options = z
  .array(z.union([elementId, z.strictObject({ id: elementId, value: z.string().max(250) })]))
  .min(1)
  .max(2000);

export interface WithOptions {
  options: z.infer<typeof options>;
}

/** An option's id, whichever way it is written. */
export function optionId(option: WithOptions["options"][number]): string {
  return typeof option === "string" ? option : option.id;
}

export const optionIds = (field: WithOptions): string[] => field.options.map(optionId);

/** What a maker must mend: an option that stands twice. */
export function doubles(field: WithOptions): string[] {
  const ids = optionIds(field);
  return new Set(ids).size < ids.length ? ["an option stands twice"] : [];
}

export function choicesOf(field: WithOptions, wording: Wording): Choice[] {
  return optionIds(field).map((id) => ({ value: id, label: wording.label(id), hint: wording.find(id, "hint") }));
}
