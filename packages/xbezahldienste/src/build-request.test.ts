import { expect, test } from "vitest";
import { PaymentRequest } from "./payment-request.ts";
import { request } from "./sample.testing.ts";
import { checkSums } from "./sums.ts";

test("a built request keeps to the standard and its sums are right", () => {
  expect(PaymentRequest.safeParse(JSON.parse(JSON.stringify(request))).success).toBe(true);
  expect(request.grosAmount).toBe(25.9);
  expect(checkSums(request)).toEqual([]);
});

test("a wrong total and a wrong item are named with what they should be", () => {
  const [first, second] = request.items;
  const wrong = { grosAmount: 26, items: [{ ...first!, totalNetAmount: 23.99 }, second!] };
  expect(checkSums(wrong)).toEqual([
    { item: "urkunde", field: "totalNetAmount", expected: 2400, found: 23.99 },
    { field: "grosAmount", expected: 2589, found: 26 },
  ]);
});

test("a fraction of a cent never adds up", () => {
  const [first] = request.items;
  const items = [{ ...first!, quantity: 2, singleNetAmount: 0.005, totalNetAmount: 0.01 }];
  expect(checkSums({ grosAmount: 0.01, items }).map((problem) => problem.field)).toEqual(["totalNetAmount"]);
});

test.each([
  ["grosAmount", { grosAmount: 1_000_000 }],
  ["currency", { currency: "CHF" }],
  ["purpose", { purpose: "Gebühr" }],
  ["purpose", { purpose: "x".repeat(28) }],
  ["redirectUrl", { redirectUrl: "javascript:alert(1)" }],
  ["requestId", { requestId: "../x" }],
  ["items", { items: [] }],
])("a request with a wrong %s is refused by name", (field, change) => {
  const parsed = PaymentRequest.safeParse({ ...request, ...change });
  expect(parsed.error?.issues[0]?.path[0]).toBe(field);
});
