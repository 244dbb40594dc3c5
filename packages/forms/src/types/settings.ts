import { z } from "zod";

/** Ids are FEEL names too, so: a letter, then letters, digits, underscores. Unique in the package, never reused. */
export const elementId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_]{0,79}$/, "must begin with a small letter and hold only letters, digits and _")
  // So that an object without such an answer has none: `constructor` is on every object of JavaScript.
  .refine((id) => !(id in Object.prototype), "is a name that every object of JavaScript has");

export const feel = z.string().min(1).max(4000);

/** Where an element comes from when it was made from a FIM schema; `list` is the key of the code list it refers to. */
export const fimOrigin = z.strictObject({
  id: z.string(),
  version: z.string(),
  path: z.string(),
  list: z.string().optional(),
});

export const repeat = z.strictObject({
  min: z.number().int().min(0).default(0),
  max: z.number().int().min(1).max(200).default(20),
});

/** What every element says of itself. */
export const common = {
  id: elementId,
  /** FEEL over earlier answers; the element is asked only when it is true. */
  when: feel.optional(),
  fim: fimOrigin.optional(),
};

/** The question is about the person at the keyboard: browser and account may fill it in (WCAG 1.3.5 and 3.3.7). */
export const self = z.boolean().default(false);

/** What every question says of itself. */
export const question = {
  ...common,
  /** true, false, or FEEL over all answers. */
  required: z.union([z.boolean(), feel]).default(true),
  /** Several answers to one question. */
  repeat: repeat.optional(),
};
