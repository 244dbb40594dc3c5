import { TextArea, TextInput } from "@allmende/kern";
import type { FieldOf } from "../definition.ts";
import { only, type Fault, type FieldType } from "../field-type.ts";

type TextField = FieldOf<"text">;

const patterns = new WeakMap<TextField, RegExp>();

/** The pattern of the whole value, compiled once. */
function patternOf(field: TextField): RegExp | undefined {
  if (!field.pattern) return undefined;
  const known = patterns.get(field);
  if (known) return known;
  const compiled = new RegExp(`^(?:${field.pattern})$`, "u");
  patterns.set(field, compiled);
  return compiled;
}

/** NFC (people compare names), no control characters, line ends as \n, no blanks at the ends. */
export function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll("\r\n", "\n")
    .replaceAll(/[^\P{Cc}\n]/gu, "")
    .trim();
}

const length = (text: string): number => Array.from(text).length;

export const text: FieldType<TextField> = {
  read(posted, field) {
    const typed = tidy(only(posted));
    const value = field.compact ? typed.replaceAll(/[\s.\-/]/g, "") : typed;
    return { value: value === "" ? undefined : field.lines ? value : value.replaceAll("\n", " ") };
  },
  write: (value) => ({ "": [String(value)] }),
  check(value, field): Fault | undefined {
    if (typeof value !== "string") return { code: "wrongType" };
    if (!value.isWellFormed()) return { code: "invalid" };
    const characters = length(value);
    if (characters > field.maxLength) return { code: "tooLong", details: { max: field.maxLength, length: characters } };
    if (field.minLength && characters < field.minLength) {
      return { code: "tooShort", details: { min: field.minLength, length: characters } };
    }
    return patternOf(field)?.test(value) === false ? { code: "pattern" } : undefined;
  },
  schema: (field) => ({
    type: "string",
    maxLength: field.maxLength,
    minLength: field.minLength ?? 1,
    ...(field.pattern && { pattern: `^(?:${field.pattern})$` }),
  }),
  feel: (value) => String(value),
  display: (value) => String(value).split("\n"),
  face({ field, id, name, posted, wording, error, required }) {
    const props = { id, name, value: only(posted), hint: wording.find(field.id, "hint"), error, required };
    if (field.lines) return <TextArea {...props} rows={field.lines} />;
    return (
      <TextInput {...props} width={field.maxLength} inputMode={field.keyboard} autocomplete={field.autocomplete} />
    );
  },
};
