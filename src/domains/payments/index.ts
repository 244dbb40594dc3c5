export { demandPayment, type Demand } from "./demand-payment.ts";
export { markSurplus, refreshPayment, startPayment, watch } from "./follow-payment.ts";
export { findLatestPayment, getPayment, listPayments, listSurplusPayments } from "./payment-store.ts";
export {
  paymentEnded,
  paymentReceived,
  watchPayment,
  type Payment,
  type PaymentProvider,
  type PaymentState,
} from "./payment.ts";
