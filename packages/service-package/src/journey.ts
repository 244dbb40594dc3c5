import { z } from "zod";
import { closureKinds } from "./closure-kinds.ts";

const words = z.record(z.string(), z.unknown());

/** What a task of the workflow is answered with. */
const taskStep = z.strictObject({ task: z.string(), outcome: z.string().optional(), variables: words.optional() });

/** What happens to a case besides the tasks of its workflow; the platform knows how, the journey says that. */
const caseStep = z.union([
  /** Items are asked for ("Nachforderung"); the citizen answers all, some or none of them. */
  z.strictObject({ request: z.array(z.string()).min(1), answers: words.default({}) }),
  /** The office goes on without the missing answers ("nach Aktenlage"). */
  z.strictObject({ drop: z.string() }),
  /** Another office is asked and sees these answers ("Stellungnahme"). */
  z.strictObject({ statement: z.string(), shows: z.array(z.string()).default([]), answer: z.string() }),
  /** A caseworker ends the case past its workflow. */
  z.strictObject({ close: z.enum(["withdrawn", "lapsed", "fulfilled"]), reason: z.string() }),
  z.strictObject({ passOn: z.string(), reason: z.string() }),
  /** The citizen takes the application back. */
  z.strictObject({ withdraw: z.literal(true) }),
  z.strictObject({ objection: z.string(), ending: z.enum(["remedied", "forwarded", "withdrawn"]), reason: z.string() }),
  z.strictObject({ reopen: z.enum(["new-facts", "mistake"]), reason: z.string() }),
]);

/** A package's own test: answers in; pages seen, fee, path through the workflow and letters out. */
export const journeySchema = z.strictObject({
  name: z.string(),
  /** The legal day on which it happens. */
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Answers to the questions before the form, where the service has such. */
  eligibility: words.optional(),
  /** What keeps this person from applying, by id; the journey then ends. */
  barriers: z.array(z.string()).optional(),
  answers: words.default({}),
  pages: z.array(z.string()).optional(),
  /** Problems expected, as "path code"; the journey then ends. */
  problems: z.array(z.string()).optional(),
  /** Cents, as first assessed. */
  fee: z.number().int().optional(),
  tasks: z.array(z.union([taskStep, caseStep])).default([]),
  /** How the case stands closed at the end. */
  closure: z.enum(closureKinds).optional(),
  letters: z.array(z.strictObject({ name: z.string(), contains: z.array(z.string()).default([]) })).default([]),
});

export type Journey = z.infer<typeof journeySchema>;
export type TaskStep = z.infer<typeof taskStep>;
export type CaseStep = z.infer<typeof caseStep>;

export const isTaskStep = (step: TaskStep | CaseStep): step is TaskStep => "task" in step;

export const journeysSchema: z.ZodType<Journey[]> = z.union([
  z.array(journeySchema),
  journeySchema.transform((one) => [one]),
]);
