import { defineEvent } from "../../platform/events.ts";
import { defineJob } from "../../platform/jobs.ts";

export type PaymentState = "demanded" | "started" | "paid" | "failed" | "cancelled" | "rejected" | "surplus";

/** A payment for an application; `amount` in whole cents. */
export interface Payment {
  id: string;
  applicationId: string;
  mode: "live" | "trial";
  attempt: number;
  amount: number;
  purpose: string;
  description: string;
  /** The provider's key of the transaction that counts. */
  requestId: string;
  /** "Kassenzeichen" */
  paymentReference: string;
  returnUrl: string;
  state: PaymentState;
  transactionId: string | null;
  payPage: string | null;
  method: string | null;
  createdAt: Date;
  paidAt: Date | null;
}

/** States in which the provider may still tell something new. */
export const open = (payment: Payment): boolean => payment.state === "demanded" || payment.state === "started";

/** An attempt the provider called failed or cancelled: it should be final, yet money may still come (fault R7). */
export const ended = (payment: Payment): boolean => payment.state === "failed" || payment.state === "cancelled";

export const paymentReceived = defineEvent<Payment>("payments.received");
/** Failed, cancelled or rejected: the citizen may try again. */
export const paymentEnded = defineEvent<Payment>("payments.ended");

export const watchPayment = defineJob<{ payment: string }>("payments.watch", 100);

/** What a provider can be asked; the protocol lives in an adapter. It never throws for what the provider does. */
export interface PaymentProvider {
  create(
    payment: Payment,
    at: Date,
  ): Promise<
    | { outcome: "created"; transactionId: string; payPage: string | null }
    /** The request id was used before: its answer was lost on the way. */
    | { outcome: "exists" }
    | { outcome: "rejected"; why: string }
    | { outcome: "unavailable"; why: string }
  >;
  ask(payment: Payment): Promise<
    | { outcome: "open" }
    | { outcome: "paid"; method: string | null; paidAt: Date | null }
    | { outcome: "failed" | "cancelled" }
    /** The provider has no such transaction: nobody can pay there. */
    | { outcome: "unknown" }
    /** The provider speaks of another transaction, amount or currency. */
    | { outcome: "mismatch"; why: string }
    | { outcome: "unavailable"; why: string }
  >;
}
