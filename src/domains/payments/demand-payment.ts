import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newCode, newId } from "../../platform/ids.ts";
import { open, watchPayment, type Payment } from "./payment.ts";
import { findPaymentOf, insertPayment } from "./payment-store.ts";

export interface Demand {
  applicationId: string;
  mode: "live" | "trial";
  /** Whole cents. */
  amount: number;
  purpose: string;
  description: string;
  returnUrl: string;
}

/** Demands money for an application. An attempt that is still open is given back: nobody is asked twice at once. */
export async function demandPayment(scope: TenantScope, demand: Demand): Promise<Payment> {
  const latest = await findPaymentOf(scope, demand.applicationId);
  if (latest?.state === "paid") throw new Refusal("payments.already_paid");
  if (latest && open(latest)) return latest;
  const now = scope.clock.now();
  const payment: Payment = {
    ...demand,
    id: newId(now),
    attempt: (latest?.attempt ?? 0) + 1,
    requestId: newId(now),
    paymentReference: newCode(3),
    state: "demanded",
    transactionId: null,
    payPage: null,
    method: null,
    createdAt: now,
    paidAt: null,
  };
  await insertPayment(scope, payment);
  scope.enqueue(watchPayment, { payment: payment.id }, { at: new Date(now.getTime() + 5_000) });
  await audit(scope, {
    actor: "system",
    act: "payments.demand",
    subject: demand.applicationId,
    details: { payment: payment.id, cents: payment.amount, attempt: payment.attempt },
  });
  return payment;
}
