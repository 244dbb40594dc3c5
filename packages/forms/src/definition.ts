import { z } from "zod";
import type { FieldType } from "./field-type.ts";
import { builtInTypes, type FieldDefinition } from "./types/index.ts";
import { common, elementId, feel, fimOrigin, repeat } from "./types/settings.ts";

/** Questions under a heading; its answers stand beside the others. */
export interface SectionDefinition extends z.infer<z.ZodObject<typeof common>> {
  type: "section";
  elements: ElementDefinition[];
}

/** Questions asked several times; its answer is a list of objects. */
export interface GroupDefinition extends Omit<SectionDefinition, "type"> {
  type: "group";
  repeat: Repeat;
  /** At least one entry is needed: true, or FEEL over all answers. */
  required?: boolean | string;
}

export type ElementDefinition = FieldDefinition | SectionDefinition | GroupDefinition;

const checkDefinition = z.strictObject({
  id: elementId,
  /** FEEL that must be true; its sentence stands in the texts under the id. */
  test: feel,
  /** What shows the message: a field, a repeated field, a group, or a field in a group (then asked of each entry). */
  at: elementId,
});

/** What keeps a person from applying; the reason and what to do instead stand in the texts (`label`, `instead`). */
const barrierDefinition = z.strictObject({
  id: elementId,
  /** FEEL over the answers to the questions of eligibility. */
  when: feel,
});

/** What a second person fills in or confirms by a link of their own: pages name it, its words stand under its id. */
const partDefinition = z.strictObject({
  id: elementId,
  /** Answers of the applicant that the person is shown; nothing else of the draft is. */
  shows: z.array(elementId).max(50).default([]),
  /** Whether the form can only be sent with it. */
  required: z.boolean().default(true),
});

/** The shape of a form made of these types of field. */
function formOf(types: readonly FieldType[]) {
  const fields = types.map(({ definition }) => definition);
  const elementDefinition: z.ZodType<ElementDefinition> = z.lazy(() =>
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("section"), ...common, elements: z.array(elementDefinition).min(1).max(200) }),
      z.strictObject({
        type: z.literal("group"),
        ...common,
        repeat,
        required: z.union([z.boolean(), feel]).optional(),
        elements: z.array(elementDefinition).min(1).max(200),
      }),
      ...fields,
    ]),
  ) as unknown as z.ZodType<ElementDefinition>;
  const pageDefinition = z.strictObject({
    id: elementId,
    /** Filled in by the person of this part, not by the applicant. */
    part: elementId.optional(),
    when: feel.optional(),
    fim: fimOrigin.optional(),
    elements: z.array(elementDefinition).min(1).max(200),
    checks: z.array(checkDefinition).max(100).default([]),
  });
  const eligibilityDefinition = z.strictObject({
    /** Of the page that asks. */
    id: elementId,
    elements: z.array(elementDefinition).min(1).max(20),
    barriers: z.array(barrierDefinition).min(1).max(50),
  });
  return z.strictObject({
    eligibility: eligibilityDefinition.optional(),
    parts: z.array(partDefinition).max(10).optional(),
    pages: z.array(pageDefinition).min(1).max(200),
  });
}

/** A form ("Formular") as it stands in a package's form.yaml; sentences stand in the texts. */
export const formDefinition = formOf(Object.values(builtInTypes));

/** The same with further types of field. */
export const formDefinitionWith = (own: readonly FieldType[]): typeof formDefinition =>
  own.length === 0 ? formDefinition : formOf([...Object.values(builtInTypes), ...own]);

export type FormDefinition = z.infer<typeof formDefinition>;
export type PageDefinition = FormDefinition["pages"][number];
export type PartDefinition = z.infer<typeof partDefinition>;
export type CheckDefinition = z.infer<typeof checkDefinition>;
export type Repeat = z.infer<typeof repeat>;
