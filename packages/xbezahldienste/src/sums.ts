import { toCents } from "./amount.ts";
import type { PaymentItem, PaymentRequest } from "./payment-request.ts";

/** What does not add up: which item (undefined: the whole), which field, what it should be in cents and what it says. */
export type SumProblem = { item?: string; field: string; expected: number | undefined; found: number };

/** Everything in the request that would be answered with CALCULATION_ERROR, so that it is found before it is sent. */
export function checkSums(request: Pick<PaymentRequest, "grosAmount" | "items">): SumProblem[] {
  const problems = request.items.flatMap(checkItem);
  const total = sum(request.items.flatMap((item) => [item.totalNetAmount, item.totalTaxAmount]));
  if (total === undefined || total !== toCents(request.grosAmount))
    problems.push({ field: "grosAmount", expected: total, found: request.grosAmount });
  return problems;
}

function checkItem(item: PaymentItem): SumProblem[] {
  const problems: SumProblem[] = [];
  for (const [totalField, singleField] of [
    ["totalNetAmount", "singleNetAmount"],
    ["totalTaxAmount", "singleTaxAmount"],
  ] as const) {
    const single = toCents(item[singleField]);
    const expected = single === undefined ? undefined : single * item.quantity;
    if (expected === undefined || expected !== toCents(item[totalField]))
      problems.push({ item: item.id, field: totalField, expected, found: item[totalField] });
  }
  return problems;
}

function sum(amounts: number[]): number | undefined {
  const cents = amounts.map(toCents);
  return cents.every((value) => value !== undefined) ? cents.reduce((total, value) => total + value, 0) : undefined;
}
