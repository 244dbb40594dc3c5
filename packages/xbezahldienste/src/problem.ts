import { z } from "zod";

export const FunctionalCode = z.enum([
  "NO_VALID_ORIGINATOR_OR_ENDPOINT",
  "PAYMENT_EXISTS",
  "CALCULATION_ERROR",
  "BOOKING_DATA_MISSING",
  "VALIDATION_ERROR",
  "UNSPECIFIED",
  "FORBIDDEN",
]);

/** The provider's refusal. A code that the standard does not know counts as UNSPECIFIED. */
export const Problem = z.looseObject({
  type: z.string().nullish(),
  status: z.number().nullish(),
  title: z.string().nullish(),
  detail: z.string().nullish(),
  functionalCode: z.string().transform((code) => FunctionalCode.safeParse(code).data ?? "UNSPECIFIED"),
});

export type FunctionalCode = z.output<typeof FunctionalCode>;
export type Problem = z.output<typeof Problem>;
