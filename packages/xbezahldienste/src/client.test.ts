import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import { request, transaction } from "./sample.testing.ts";

const expected = { requestId: request.requestId, grosCents: 2590 };

/** A client whose provider answers what it is told; the calls are kept. */
function clientOf(answer: (signal: AbortSignal) => Response | Promise<Response>) {
  const calls: { url: string; init: RequestInit }[] = [];
  const client = createClient({
    baseUrl: "https://bezahlen.example/api/",
    originatorId: "allmende",
    endPointId: "06999001",
    timeoutMs: 30,
    fetch: async (url, init) => {
      calls.push({ url: String(url), init: init! });
      return answer(init!.signal!);
    },
  });
  return { ...client, calls };
}
const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });

test("creates a transaction at the address of the standard", async () => {
  const client = clientOf(json(transaction()));
  const result = await client.create(request);
  expect(result).toMatchObject({ outcome: "ok", transaction: { paymentInformation: { transactionId: "t-1" } } });
  expect(client.calls[0]?.url).toBe("https://bezahlen.example/api/paymenttransaction/allmende/06999001");
  expect(JSON.parse(String(client.calls[0]?.init.body))).toMatchObject({ grosAmount: 25.9, currency: "EUR" });
});

test("finds a transaction and takes the provider's nulls for nothing", async () => {
  const client = clientOf(json(transaction({ status: "PAYED", transactionTimestamp: "2026-11-21T11:00:00+01:00" })));
  const result = await client.find("t-1", expected);
  expect(result.outcome === "ok" && result.transaction.paymentInformation).toMatchObject({
    status: "PAYED",
    transactionReference: undefined,
  });
  expect(client.calls[0]?.url).toBe("https://bezahlen.example/api/paymenttransaction/allmende/06999001/t-1");
});

test.each([
  ["PAYMENT_EXISTS", "PAYMENT_EXISTS"],
  ["CALCULATION_ERROR", "CALCULATION_ERROR"],
  ["SOMETHING_NEW", "UNSPECIFIED"],
])("a refusal with %s is rejected with %s", async (sent, code) => {
  const client = clientOf(json({ type: "about:blank", title: "Nein", functionalCode: sent }, 400));
  expect(await client.create(request)).toEqual({
    outcome: "rejected",
    functionalCode: code,
    status: 400,
    detail: "Nein",
  });
});

const never = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
const drip = (signal: AbortSignal) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("{"));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    }),
  );
const endless = () =>
  new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)) }));

test.each<[string, (signal: AbortSignal) => Response | Promise<Response>, string]>([
  ["no answer", never, "timeout"],
  ["an answer that never ends its first line", drip, "timeout"],
  ["an answer without end", endless, "garbage"],
  ["a refused connection", () => Promise.reject(new TypeError("fetch failed")), "network"],
  ["a server error", json(transaction(), 503), "server-error"],
  ["too many requests", json({ functionalCode: "UNSPECIFIED" }, 429), "server-error"],
  ["an HTML page", () => new Response("<html>", { status: 200 }), "garbage"],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "http://x/" } }), "garbage"],
  ["a 404 without a problem object", () => new Response("not found", { status: 404 }), "garbage"],
  ["an unknown status", json(transaction({ status: "PAID" as "PAYED" })), "garbage"],
  ["a pay page that is code", json(transaction({ transactionRedirectUrl: "javascript:alert(1)" })), "garbage"],
  ["another request", json(transaction({}, { requestId: "other" })), "mismatch"],
  ["a smaller amount", json(transaction({ status: "PAYED" }, { grosAmount: 0.01 })), "mismatch"],
  ["an amount off by less than a cent", json(transaction({ status: "PAYED" }, { grosAmount: 25.901 })), "mismatch"],
  ["another currency", json(transaction({ status: "PAYED" }, { currency: "CHF" as "EUR" })), "mismatch"],
  ["another transaction", json(transaction({ status: "PAYED", transactionId: "t-2" })), "mismatch"],
])("%s proves nothing and never throws", async (_, answer, why) => {
  expect(await clientOf(answer).find("t-1", expected)).toMatchObject({ outcome: "unavailable", why });
});

test("an open transaction without a pay page is no use", async () => {
  const client = clientOf(json(transaction({ transactionRedirectUrl: undefined })));
  expect(await client.create(request)).toMatchObject({ outcome: "unavailable", why: "garbage" });
});

test("a transaction id from outside cannot leave its path", async () => {
  const client = clientOf(json(transaction()));
  await client.find("../../admin?x", expected);
  expect(client.calls[0]?.url).toMatch(/06999001\/\.\.%2F\.\.%2Fadmin%3Fx$/);
});

test("a key that cannot stand in the address is refused when the client is made", () => {
  expect(() => createClient({ baseUrl: "https://x", originatorId: "a/b", endPointId: "c" })).toThrow(RangeError);
});
