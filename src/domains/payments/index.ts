export { demandPayment, type Demand } from "./demand-payment.ts";
export { markSurplus, refreshPayment, startPayment, watch } from "./follow-payment.ts";
export { findPaymentOf, getPayment, listPayments } from "./payment-store.ts";
export {
  paymentEnded,
  paymentReceived,
  watchPayment,
  type Payment,
  type PaymentProvider,
  type PaymentState,
} from "./payment.ts";
export {
  countTreasuryTasks,
  listTreasuryTasks,
  noteTreasuryTask,
  orderRefund,
  settleTreasuryTask,
  type TreasuryReason,
  type TreasuryTask,
} from "./treasury-task.ts";
export { holdings } from "./holdings.ts";
