import { z } from "zod";
import { maybe, PaymentRequest } from "./payment-request.ts";

/** PAYED and CANCELED are spelled as the standard spells them. INITIAL is the only state that changes. */
export const PaymentStatus = z.enum(["INITIAL", "PAYED", "FAILED", "CANCELED"]);
export const PaymentMethod = z.enum(["GIROPAY", "PAYDIRECT", "CREDITCARD", "PAYPAL", "OTHER"]);

const webAddress = z.url({ protocol: /^https?$/ });

export const PaymentInformation = z.looseObject({
  /** Where the state can be asked. */
  transactionUrl: maybe(webAddress),
  /** The pay page, only while INITIAL. http and https only: a person's browser is sent there. */
  transactionRedirectUrl: maybe(webAddress),
  /** The id to ask by. */
  transactionId: z.string().regex(/^[\w-]{1,255}$/),
  /** The Kassenzeichen; may come late. */
  transactionReference: maybe(z.string()),
  /** When the payment succeeded. */
  transactionTimestamp: maybe(z.iso.datetime({ offset: true, local: true })),
  paymentMethod: maybe(PaymentMethod),
  paymentMethodDetail: maybe(z.string()),
  status: PaymentStatus,
  statusDetail: maybe(z.string()),
});

/** What the provider says about a payment: the only proof there is. A redirect back to us proves nothing. */
export const PaymentTransaction = z.looseObject({
  paymentRequest: PaymentRequest,
  paymentInformation: PaymentInformation,
});

export type PaymentStatus = z.output<typeof PaymentStatus>;
export type PaymentMethod = z.output<typeof PaymentMethod>;
export type PaymentInformation = z.output<typeof PaymentInformation>;
export type PaymentTransaction = z.output<typeof PaymentTransaction>;
