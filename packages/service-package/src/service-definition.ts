import { parsePeriod } from "@allmende/deadlines";
import { elementId } from "@allmende/forms";
import { z } from "zod";

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,79}$/, "must be small letters, digits and hyphens");
const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** LeiKa keys have 14 digits; state-specific ones begin with another number than 99. */
const leikaKey = z.string().regex(/^\d{14}$/, "must have 14 digits");

const letterName = z.string().regex(/^[a-z][a-z0-9-]*$/);

export const semanticVersion = z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version such as 1.2.0");

/** service.yaml: what the service is and which rules govern it. Sentences stand in the texts. */
export const serviceDefinition = z.strictObject({
  publisher: slug,
  slug,
  version: semanticVersion,
  leika: z.array(leikaKey).max(20).default([]),
  /** Number of the OZG service, five digits. */
  ozg: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  category: slug,
  lifeEvents: z.array(slug).default([]),
  targetGroups: z
    .array(z.enum(["citizens", "companies"]))
    .min(1)
    .default(["citizens"]),
  /** Words citizens use for it, beside title and lead; the search finds them. */
  words: z.array(z.string().max(80)).max(100).default([]),
  /** Kind of department that handles it; the municipality names its own in the overlay. */
  department: slug,
  /** Who is competent: the municipality itself, or that of a place which is asked before the first save. */
  competence: z
    .discriminatedUnion("rule", [
      z.strictObject({ rule: z.literal("here") }),
      z.strictObject({
        rule: z.literal("place"),
        /** The text id of the question. */ question: elementId,
        /** The field that takes the place. */ fills: elementId.optional(),
      }),
    ])
    .default({ rule: "here" }),
  assurance: z.enum(["none", "basic", "substantial", "high"]).default("none"),
  payment: z.enum(["none", "first", "after-notice"]).default("none"),
  /** Days after which an unpaid application lapses. */
  lapseAfterDays: z.number().int().min(1).max(365).default(14),
  minutes: z.number().int().min(1).max(240),
  processingDays: z.number().int().min(1).max(365),
  procedure: z.enum(["administrative", "tax"]),
  /** FEEL over the answers: what tells two applications apart ("Bella"). */
  subject: z.string().max(500).optional(),
  /** The answers that name the applicant, for letters and lists; FEEL. */
  applicant: z.strictObject({ name: z.string(), address: z.string().optional(), email: z.string().optional() }),
  /** The decision of fees.dmn that computes the fee or tax, in cents. */
  fee: z.strictObject({ decision: z.string(), kind: z.enum(["fee", "tax"]) }).optional(),
  legalBasis: z.array(z.strictObject({ id: elementId, validFrom: isoDay, url: z.url().optional() })).min(1),
  documents: z
    .array(
      z.strictObject({
        id: elementId,
        icon: z.enum(["file", "hash", "paw", "person", "clock", "pin"]).default("file"),
      }),
    )
    .default([]),
  steps: z.array(elementId).default([]),
  questions: z.array(elementId).default([]),
  filingPlan: z.string().regex(/^[\d.]{1,20}$/),
  retention: z.strictObject({
    years: z.number().int().min(0).max(110),
    from: z.enum(["closure", "year-end"]).default("year-end"),
  }),
  /** A decision carries the remedy notice and its date counts as notice given; a letter is any other writing. */
  letters: z.array(z.strictObject({ name: letterName, kind: z.enum(["decision", "letter"]) })).default([]),
  /**
   * Only where a law orders it: what is not decided within the period counts as granted ("Genehmigungsfiktion", § 42a
   * VwVfG). Two letters go with it: the certificate that it occurred (Abs. 3), and the notice of a longer period (Abs. 2).
   */
  deemedApproval: z
    .strictObject({
      /** The entry of `legalBasis` that orders it. */
      law: elementId,
      /** Three months unless that law says otherwise (§ 42a Abs. 2 Satz 1 VwVfG). */
      period: z
        .string()
        .refine(
          (text) => parsePeriod(text) !== undefined && !/^P?0+\D/.test(text),
          "must be a period such as P3M or P6W",
        )
        .default("P3M"),
      letters: z.strictObject({ certificate: letterName, extension: letterName }),
    })
    .optional(),
});

/** How a deemed approval is ordered. */
export type DeemedApprovalRule = NonNullable<ServiceDefinition["deemedApproval"]>;

export type ServiceDefinition = z.infer<typeof serviceDefinition>;
