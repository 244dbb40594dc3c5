import { z } from "zod";

const identifier = z.string().regex(/^[\w-]{1,36}$/, "1 to 36 letters, digits, _ or -");
/** Providers write a missing value as null or leave it out; to us both are undefined. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const amount = z.number().min(-999_999).max(999_999);

export const PaymentItem = z.looseObject({
  id: identifier,
  reference: z.string().min(1).max(36),
  description: maybe(z.string()),
  /** Percent. */
  taxRate: z.number().min(0).max(100),
  quantity: z.number().int().min(1),
  totalNetAmount: amount,
  totalTaxAmount: amount,
  singleNetAmount: amount,
  singleTaxAmount: amount,
  /** What the treasury books by: Kassenzeichen, Haushaltsstelle, … */
  bookingData: maybe(z.record(z.string(), z.string())),
});

export const Address = z.looseObject({
  street: maybe(z.string()),
  houseNumber: maybe(z.string()),
  /** International addresses. */
  addressLine: maybe(z.array(z.string())),
  postalCode: maybe(z.string()),
  city: maybe(z.string()),
  /** ISO 3166-1 alpha-2. */
  country: maybe(z.string().regex(/^[A-Z]{2}$/, "two capital letters")),
});

export const Requestor = z.looseObject({
  /** The family name: the standard spells it so. */
  name: maybe(z.string()),
  firstName: maybe(z.string()),
  gender: maybe(z.enum(["M", "F", "D"])),
  isOrganization: maybe(z.boolean()),
  organizationName: maybe(z.string()),
  address: maybe(Address),
});

/** A demand for payment as the online service sends it; names and spellings (`grosAmount`) are the standard's own. */
export const PaymentRequest = z.looseObject({
  /** Given by the online service; a second request with the same id is answered with PAYMENT_EXISTS. */
  requestId: identifier,
  requestTimestamp: z.iso.datetime({ offset: true }),
  currency: z.literal("EUR"),
  grosAmount: z.number().min(0).max(999_999),
  purpose: z.string().regex(/^[\w\s-]{1,27}$/, "1 to 27 letters without umlauts, digits, blanks or -"),
  description: z.string().regex(/^[\w\s\-,.\u00C0-\u017F]{1,250}$/, "1 to 250 letters, digits, blanks, - , or ."),
  redirectUrl: z
    .url({ protocol: /^https?$/ })
    .min(1)
    .max(2082),
  items: z.array(PaymentItem).min(1).max(99),
  requestor: maybe(Requestor),
});

export type PaymentItem = z.output<typeof PaymentItem>;
export type Address = z.output<typeof Address>;
export type Requestor = z.output<typeof Requestor>;
export type PaymentRequest = z.output<typeof PaymentRequest>;
