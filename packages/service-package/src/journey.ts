import { z } from "zod";

/** What a task of the workflow is answered with in a journey. */
const taskStep = z.strictObject({
  task: z.string(),
  outcome: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
});

/** A package's own test: answers in; pages seen, fee, path through the workflow and letters out. */
export const journeySchema = z.strictObject({
  name: z.string(),
  /** The legal day on which it happens. */
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  answers: z.record(z.string(), z.unknown()),
  pages: z.array(z.string()).optional(),
  /** Problems expected, as "path code"; the journey then ends. */
  problems: z.array(z.string()).optional(),
  /** Cents. */
  fee: z.number().int().optional(),
  tasks: z.array(taskStep).default([]),
  closure: z.string().optional(),
  letters: z.array(z.strictObject({ name: z.string(), contains: z.array(z.string()).default([]) })).default([]),
});

export type Journey = z.infer<typeof journeySchema>;

export const journeysSchema: z.ZodType<Journey[]> = z.union([
  z.array(journeySchema),
  journeySchema.transform((one) => [one]),
]);
