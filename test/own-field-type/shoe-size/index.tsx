/** A type of field that the platform does not know, made outside of it: model, face and check in one folder. */
import { fieldType, only, question, type Check, type Faults, type FieldReading } from "@allmende/forms";
import { number } from "@allmende/feel";
import { TextInput } from "@allmende/kern";
import { z } from "zod";

const definition = z.strictObject({ type: z.literal("shoe_size"), ...question, most: z.number().int().default(50) });
type ShoeSizeField = z.infer<typeof definition>;

/** "42", "42,5", "42 1/2", "EU 42.5": halves of the European scale, kept as a number. */
function read(posted: Parameters<typeof only>[0]): FieldReading {
  const typed = only(posted)
    .trim()
    .replace(/^EU\s*/i, "")
    .replace(/\s*(?:1\/2|½)$/, ".5")
    .replace(",", ".");
  if (typed === "") return { value: undefined };
  return /^\d{2}(?:\.[05])?$/.test(typed) ? { value: Number(typed) } : { fault: { code: "invalid" } };
}

const check =
  ({ most }: ShoeSizeField): Check =>
  (value): Faults => {
    if (typeof value !== "number" || !Number.isInteger(value * 2)) return { code: "wrongType" };
    if (value < 15) return { code: "tooSmall", details: { min: 15 } };
    return value > most ? { code: "tooLarge", details: { max: most } } : undefined;
  };

export const shoeSize = fieldType<ShoeSizeField>({
  definition,
  plain: "number",
  read,
  write: (value) => ({ "": [String(value).replace(".", ",")] }),
  check,
  schema: ({ most }) => ({ type: "number", minimum: 15, maximum: most, multipleOf: 0.5 }),
  feel: (value) => (typeof value === "number" ? number(value) : null),
  display: (value, _field, wording) => [`EU ${wording.number(Number(value))}`],
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint")}
      error={error}
      required={required}
      inputMode="decimal"
      width={4}
    />
  ),
});
