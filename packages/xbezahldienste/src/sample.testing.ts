import { buildRequest } from "./build-request.ts";
import type { PaymentRequest } from "./payment-request.ts";
import type { PaymentInformation } from "./payment-transaction.ts";

/** Two certificates at 12,00 and one shipping at 1,90 with tax, as a request. */
export const request: PaymentRequest = buildRequest({
  requestId: "0198-abc",
  at: new Date("2026-11-21T10:00:00Z"),
  purpose: "Geburtsurkunde 0198",
  description: "Geburtsurkunde, zwei Stück",
  redirectUrl: "http://musterstadt.localhost:3000/zahlung/0198",
  positions: [
    { id: "urkunde", reference: "GU-1", quantity: 2, netCents: 1200, bookingData: { kassenzeichen: "4711" } },
    { id: "versand", reference: "GU-2", netCents: 160, taxCents: 30, taxRate: 19 },
  ],
});

/** The provider's answer to it. */
export function transaction(
  information: Partial<PaymentInformation> = {},
  change: Partial<PaymentRequest> = {},
): unknown {
  return {
    paymentRequest: { ...request, ...change },
    paymentInformation: {
      transactionId: "t-1",
      transactionRedirectUrl: "https://bezahlen.example/t-1",
      transactionReference: null,
      status: "INITIAL",
      ...information,
    },
  };
}
