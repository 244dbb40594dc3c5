import { toCents } from "./amount.ts";
import { ask, type Answer } from "./ask.ts";
import type { PaymentRequest } from "./payment-request.ts";
import { PaymentTransaction } from "./payment-transaction.ts";
import type { FunctionalCode } from "./problem.ts";

/** What is expected of the provider's answer: a payment is only believed when request and amount are ours. */
export type Expected = { requestId: string; grosCents: number };

/**
 * What came of a call. `rejected`: the provider understood and said no; asking again changes nothing. `unavailable`: nothing
 * is known about the payment, ask again later. `mismatch` and `garbage` are unavailable too: such an answer proves nothing.
 */
export type PaymentResult =
  | { outcome: "ok"; transaction: PaymentTransaction }
  | { outcome: "rejected"; functionalCode: FunctionalCode; status: number; detail: string }
  | { outcome: "unavailable"; why: Why; detail: string };
export type Why = "timeout" | "network" | "server-error" | "garbage" | "mismatch";

export type Client = {
  /** Creates the transaction. The pay page is `paymentInformation.transactionRedirectUrl`. */
  create(request: PaymentRequest): Promise<PaymentResult>;
  /** Asks the state: the only proof of a payment. */
  find(transactionId: string, expected: Expected): Promise<PaymentResult>;
};

export type ClientOptions = {
  baseUrl: string;
  originatorId: string;
  endPointId: string;
  fetch?: typeof globalThis.fetch;
  timeoutMs?: number;
  /** Sent with every call, for example an Authorization header. */
  headers?: Record<string, string>;
};

/** A client that never throws for anything the provider does: every misbehaviour is a result. */
export function createClient(options: ClientOptions): Client {
  const { fetch = globalThis.fetch, timeoutMs = 10_000, headers = {} } = options;
  for (const id of [options.originatorId, options.endPointId])
    if (!/^[\w-]{1,36}$/.test(id)) throw new RangeError(`Not an originatorId or endPointId: ${JSON.stringify(id)}`);
  const base = `${options.baseUrl.replace(/\/+$/, "")}/paymenttransaction/${options.originatorId}/${options.endPointId}`;

  return {
    async create(request) {
      const body = JSON.stringify(request);
      const answer = await ask(fetch, base, { method: "POST", body, headers }, timeoutMs);
      const result = read(answer, {
        requestId: request.requestId,
        grosCents: toCents(request.grosAmount) ?? Number.NaN,
      });
      if (result.outcome !== "ok") return result;
      const { status, transactionRedirectUrl } = result.transaction.paymentInformation;
      return status === "INITIAL" && transactionRedirectUrl === undefined
        ? unavailable("garbage", "An open transaction without a pay page")
        : result;
    },
    async find(transactionId, expected) {
      const answer = await ask(fetch, `${base}/${encodeURIComponent(transactionId)}`, { headers }, timeoutMs);
      const result = read(answer, expected);
      return result.outcome === "ok" && result.transaction.paymentInformation.transactionId !== transactionId
        ? unavailable("mismatch", "The answer is about another transaction")
        : result;
    },
  };
}

function read(answer: Answer, expected: Expected): PaymentResult {
  if (answer.outcome !== "answered") return answer;
  const parsed = PaymentTransaction.safeParse(answer.body);
  if (parsed.error?.issues.every((issue) => issue.path.join(".") === "paymentRequest.currency"))
    return unavailable("mismatch", "The answer is about another currency");
  if (!parsed.success)
    return unavailable("garbage", parsed.error.issues.map((issue) => issue.path.join(".")).join(", "));
  const { requestId, grosAmount } = parsed.data.paymentRequest;
  if (requestId !== expected.requestId) return unavailable("mismatch", "The answer is about another request");
  if (toCents(grosAmount) !== expected.grosCents) return unavailable("mismatch", "The answer is about another amount");
  return { outcome: "ok", transaction: parsed.data };
}

function unavailable(why: Why, detail: string): PaymentResult {
  return { outcome: "unavailable", why, detail };
}
