export { toAmount, toCents } from "./amount.ts";
export { buildRequest, type Demand, type Position } from "./build-request.ts";
export {
  createClient,
  type Client,
  type ClientOptions,
  type Expected,
  type PaymentResult,
  type Why,
} from "./client.ts";
export { Address, PaymentItem, PaymentRequest, Requestor } from "./payment-request.ts";
export { PaymentInformation, PaymentMethod, PaymentStatus, PaymentTransaction } from "./payment-transaction.ts";
export { FunctionalCode, Problem } from "./problem.ts";
export { checkSums, type SumProblem } from "./sums.ts";
export { toDescription, toPurpose } from "./wording.ts";
