import { buildRequest, createClient, type Client } from "@allmende/xbezahldienste";
import type { Payment, PaymentProvider } from "../../domains/payments/index.ts";

/** A payment provider that speaks XBezahldienste 1.0.0. */
export function xbezahldiensteProvider({
  url,
  originatorId,
  endPointId,
  timeoutMs = 10_000,
}: {
  url: string;
  originatorId: string;
  endPointId: string;
  timeoutMs?: number;
}): PaymentProvider {
  const client: Client = createClient({ baseUrl: url, originatorId, endPointId, timeoutMs });
  return {
    async create(payment, at) {
      const request = buildRequest({
        requestId: payment.requestId,
        at,
        purpose: payment.purpose,
        description: payment.description,
        redirectUrl: payment.returnUrl,
        positions: [
          {
            id: "1",
            reference: payment.paymentReference,
            description: payment.description,
            netCents: payment.amount,
            bookingData: { Kassenzeichen: payment.paymentReference },
          },
        ],
      });
      const result = await client.create(request);
      if (result.outcome === "ok") {
        const { transactionId, transactionRedirectUrl } = result.transaction.paymentInformation;
        return { outcome: "created", transactionId, payPage: transactionRedirectUrl ?? null };
      }
      if (result.outcome === "rejected")
        return result.functionalCode === "PAYMENT_EXISTS"
          ? { outcome: "exists" }
          : { outcome: "rejected", why: result.functionalCode };
      return { outcome: "unavailable", why: result.why };
    },
    async ask(payment: Payment) {
      const result = await client.find(payment.transactionId ?? "", {
        requestId: payment.requestId,
        grosCents: payment.amount,
      });
      if (result.outcome === "rejected")
        return result.status === 404 ? { outcome: "unknown" } : { outcome: "unavailable", why: result.functionalCode };
      if (result.outcome === "unavailable")
        return { outcome: result.why === "mismatch" ? "mismatch" : "unavailable", why: result.why };
      const { status, paymentMethod, transactionTimestamp } = result.transaction.paymentInformation;
      if (status === "PAYED")
        return {
          outcome: "paid",
          method: paymentMethod ?? null,
          paidAt: transactionTimestamp ? new Date(transactionTimestamp) : null,
        };
      if (status === "FAILED") return { outcome: "failed" };
      return status === "CANCELED" ? { outcome: "cancelled" } : { outcome: "open" };
    },
  };
}
