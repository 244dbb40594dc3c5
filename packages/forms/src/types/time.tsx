import { time as feelTime } from "@allmende/feel";
import { TextInput } from "@allmende/kern";
import type { FieldOf } from "../definition.ts";
import { only, type FieldType } from "../field-type.ts";

/** A time of day as people write it: "14:30", "14.30 Uhr", "1430", "14 Uhr", "14h30"; the answer is "14:30". */
export function readTime(typed: string): string | undefined {
  const text = typed
    .trim()
    .toLocaleLowerCase("de")
    .replace(/\s*uhr\.?$/, "");
  const match = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*h?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export const time: FieldType<FieldOf<"time">> = {
  read(posted) {
    const typed = only(posted).trim();
    if (typed === "") return { value: undefined };
    const value = readTime(typed);
    return value ? { value } : { fault: { code: "notATime" } };
  },
  write: (value) => ({ "": [String(value)] }),
  check: (value) =>
    typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : { code: "notATime" },
  schema: () => ({ type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }),
  feel: (value) => feelTime(`${String(value)}:00`),
  display: (value, _field, wording) => [wording.language === "de" ? `${String(value)} Uhr` : String(value)],
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint") ?? wording.say("timeHint")}
      error={error}
      required={required}
      width={6}
    />
  ),
};
