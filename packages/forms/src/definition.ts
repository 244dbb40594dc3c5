import { z } from "zod";

/** Ids are FEEL names too, so: a letter, then letters, digits, underscores. Unique in the package, never reused. */
export const elementId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,79}$/, "must begin with a small letter and hold only letters, digits and _");

const feel = z.string().min(1).max(4000);

/** Where an element comes from when it was made from a FIM schema. */
const fimOrigin = z.strictObject({ id: z.string(), version: z.string(), path: z.string() });

const repeat = z.strictObject({
  min: z.number().int().min(0).default(0),
  max: z.number().int().min(1).max(200).default(20),
});

const common = {
  id: elementId,
  /** FEEL over earlier answers; the element is asked only when it is true. */
  when: feel.optional(),
  fim: fimOrigin.optional(),
};

const question = {
  ...common,
  /** true, false, or FEEL over all answers. */
  required: z.union([z.boolean(), feel]).default(true),
  /** Several answers to one question. */
  repeat: repeat.optional(),
};

const options = z
  .array(z.union([elementId, z.strictObject({ id: elementId, value: z.string().max(250) })]))
  .min(1)
  .max(2000);

/** One entry per field type: what a form.yaml may say about it. */
const fieldSchemas = [
  z.strictObject({
    type: z.literal("text"),
    ...question,
    minLength: z.number().int().min(0).optional(),
    maxLength: z.number().int().min(1).max(20_000).default(250),
    /** JavaScript pattern for the whole value. */
    pattern: z.string().max(500).optional(),
    /** Spaces, hyphens and dots people put between digits are taken out ("276 098 …"). */
    compact: z.boolean().default(false),
    lines: z.number().int().min(2).max(20).optional(),
    keyboard: z.enum(["text", "numeric", "tel", "email"]).default("text"),
    autocomplete: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("email"), ...question }),
  z.strictObject({
    type: z.literal("integer"),
    ...question,
    min: z.number().int().optional(),
    max: z.number().int().optional(),
    suffix: z.boolean().default(false),
  }),
  z.strictObject({
    type: z.literal("number"),
    ...question,
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.number().int().min(0).max(6).default(2),
    suffix: z.boolean().default(false),
  }),
  z.strictObject({
    type: z.literal("date"),
    ...question,
    /** FEEL dates the answer must not pass; `today` is the legal day. */
    min: feel.optional(),
    max: feel.optional(),
    birthday: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal("time"), ...question }),
  z.strictObject({ type: z.literal("yesno"), ...question }),
  z.strictObject({ type: z.literal("declaration"), ...question }),
  z.strictObject({ type: z.literal("choice"), ...question, options, list: z.boolean().default(false) }),
  z.strictObject({ type: z.literal("choices"), ...question, options }),
  z.strictObject({
    type: z.literal("file"),
    ...question,
    accept: z
      .array(z.enum(["pdf", "jpeg", "png"]))
      .min(1)
      .default(["pdf", "jpeg", "png"]),
    maxFiles: z.number().int().min(1).max(20).default(5),
    maxMegabytes: z.number().min(0.1).max(20).default(10),
  }),
  z.strictObject({ type: z.literal("information"), ...common }),
] as const;

export const fieldDefinition = z.discriminatedUnion("type", fieldSchemas);
export type FieldDefinition = z.infer<typeof fieldDefinition>;
export type FieldTypeName = FieldDefinition["type"];
export type FieldOf<Name extends FieldTypeName> = Extract<FieldDefinition, { type: Name }>;

/** Questions under a heading; its answers stand beside the others. */
export interface SectionDefinition {
  type: "section";
  id: string;
  when?: string;
  fim?: z.infer<typeof fimOrigin>;
  elements: ElementDefinition[];
}

/** Questions asked several times; its answer is a list of objects. */
export interface GroupDefinition extends Omit<SectionDefinition, "type"> {
  type: "group";
  repeat: z.infer<typeof repeat>;
}

export type ElementDefinition = FieldDefinition | SectionDefinition | GroupDefinition;

const elementDefinition: z.ZodType<ElementDefinition> = z.lazy(() =>
  z.discriminatedUnion("type", [
    ...fieldSchemas,
    z.strictObject({ type: z.literal("section"), ...common, elements: z.array(elementDefinition).min(1).max(200) }),
    z.strictObject({
      type: z.literal("group"),
      ...common,
      repeat,
      elements: z.array(elementDefinition).min(1).max(200),
    }),
  ]),
) as z.ZodType<ElementDefinition>;

const checkDefinition = z.strictObject({
  id: elementId,
  /** FEEL that must be true; its sentence stands in the texts under the id. */
  test: feel,
  /** The field that shows the message. */
  at: elementId,
});

const pageDefinition = z.strictObject({
  id: elementId,
  when: feel.optional(),
  elements: z.array(elementDefinition).min(1).max(200),
  checks: z.array(checkDefinition).max(100).default([]),
});

/** A form ("Formular") as it stands in a package's form.yaml; sentences stand in the texts. */
export const formDefinition = z.strictObject({ pages: z.array(pageDefinition).min(1).max(200) });

export type FormDefinition = z.infer<typeof formDefinition>;
export type PageDefinition = z.infer<typeof pageDefinition>;
export type CheckDefinition = z.infer<typeof checkDefinition>;
export type Repeat = z.infer<typeof repeat>;

/** An option's id, whichever way it is written. */
export function optionId(option: z.infer<typeof options>[number]): string {
  return typeof option === "string" ? option : option.id;
}
