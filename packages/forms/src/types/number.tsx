import { fromJson } from "@allmende/feel";
import { TextInput } from "@allmende/kern";
import type { FieldOf } from "../definition.ts";
import { only, type FaceProps, type Fault, type FieldType } from "../field-type.ts";

type NumberField = FieldOf<"number">;
type IntegerField = FieldOf<"integer">;

/**
 * Numbers as people write them: "1.000,50", "1000,5", "1 000", "12.5". A single dot before exactly three digits is
 * a thousands separator (German), any other single dot a decimal one.
 */
export function readNumber(typed: string): number | undefined {
  let text = typed
    .replaceAll(/[\s\u00A0\u202F'’]/g, "")
    .replace(/^\+/, "")
    .replace(/^[−–]/, "-")
    .replace(/€$/, "");
  if (text.includes(",")) text = text.replaceAll(".", "").replace(",", ".");
  else if (/^-?\d{1,3}(\.\d{3})+$/.test(text)) text = text.replaceAll(".", "");
  return /^-?\d+(\.\d+)?$/.test(text) && text.length <= 17 ? Number(text) : undefined;
}

function within(value: number, { min, max }: { min?: number; max?: number }): Fault | undefined {
  if (min !== undefined && value < min) return { code: "tooSmall", details: { min } };
  if (max !== undefined && value > max) return { code: "tooLarge", details: { max } };
  return undefined;
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent] = String(value).split("e");
  const written = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, written - Number(exponent ?? 0));
}

function read(posted: Parameters<FieldType["read"]>[0]) {
  const typed = only(posted).trim();
  if (typed === "") return { value: undefined };
  const value = readNumber(typed);
  return value === undefined ? { fault: { code: "notANumber" } } : { value };
}

function face({ field, id, name, posted, wording, error, required }: FaceProps<NumberField | IntegerField>) {
  return (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint")}
      error={error}
      required={required}
      width={10}
      inputMode={field.type === "integer" ? "numeric" : "decimal"}
      suffix={field.suffix ? wording.find(field.id, "suffix") : undefined}
    />
  );
}

const shown = (posted: string, field: NumberField | IntegerField, suffix?: string): string[] => [
  field.suffix && suffix ? `${posted} ${suffix}` : posted,
];

export const number: FieldType<NumberField> = {
  read,
  write: (value) => ({ "": [String(value).replace(".", ",")] }),
  check(value, field) {
    if (typeof value !== "number" || !Number.isFinite(value)) return { code: "wrongType" };
    if (decimalsOf(value) > field.decimals) return { code: "tooManyDecimals", details: { decimals: field.decimals } };
    return within(value, field);
  },
  schema: ({ min, max }) => ({
    type: "number",
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  }),
  feel: (value) => fromJson(value),
  display: (value, field, wording) => shown(wording.number(Number(value)), field, wording.find(field.id, "suffix")),
  face,
};

export const integer: FieldType<IntegerField> = {
  read,
  write: (value) => ({ "": [String(value).replace(".", ",")] }),
  check(value, field) {
    if (typeof value !== "number" || !Number.isFinite(value)) return { code: "wrongType" };
    return Number.isSafeInteger(value) ? within(value, field) : { code: "notWhole" };
  },
  schema: ({ min, max }) => ({
    type: "integer",
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  }),
  feel: (value) => fromJson(value),
  // A year or a house number carries no thousands separator.
  display: (value, field, wording) => shown(String(value), field, wording.find(field.id, "suffix")),
  face,
};
