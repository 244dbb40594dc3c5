import { afterEach, beforeEach, expect, test } from "vitest";
import { buildRequest, createClient, type PaymentRequest } from "@allmende/xbezahldienste";
import { start, type PaymentProvider } from "./index.ts";

let provider: PaymentProvider;
beforeEach(async () => {
  provider = await start({ endpoints: [{ originatorId: "allmende", endPointId: "06999001" }] });
});
afterEach(() => provider.close());

const expected = { requestId: "r-1", grosCents: 1200 };
const request: PaymentRequest = buildRequest({
  requestId: "r-1",
  at: new Date("2026-11-21T10:00:00Z"),
  purpose: "Geburtsurkunde",
  description: 'Geburtsurkunde für <b>"Anna"</b>',
  redirectUrl: "http://127.0.0.1:9/zurueck?vorgang=1",
  positions: [{ id: "urkunde", reference: "GU", netCents: 1200 }],
});

function client(timeoutMs = 2000, endPointId = "06999001") {
  return createClient({ baseUrl: provider.url, originatorId: "allmende", endPointId, timeoutMs });
}

async function created(): Promise<{ id: string; payPage: string }> {
  const result = await client().create(request);
  if (result.outcome !== "ok") throw new Error(JSON.stringify(result));
  const { transactionId, transactionRedirectUrl = "" } = result.transaction.paymentInformation;
  return { id: transactionId, payPage: transactionRedirectUrl };
}

async function statusOf(id: string): Promise<string> {
  const result = await client().find(id, expected);
  return result.outcome === "ok" ? result.transaction.paymentInformation.status : result.outcome;
}

const press = (payPage: string, choice: string) =>
  fetch(payPage, { method: "POST", body: new URLSearchParams({ do: choice }), redirect: "manual" });

test("the pay page says that no money flows and shows amount and texts as text", async () => {
  const { payPage } = await created();
  const response = await fetch(payPage);
  const page = await response.text();
  expect(page).toContain("Probe-Bezahldienst. Es fließt kein Geld.");
  expect(page).toMatch(/12,00\s€/);
  expect(page).not.toContain("<b>");
  expect(page).not.toMatch(/<script|style=|onclick/);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test.each([
  ["pay", "PAYED", request.redirectUrl],
  ["cancel", "CANCELED", request.redirectUrl],
  ["fail", "FAILED", request.redirectUrl],
  ["nothing", "INITIAL", request.redirectUrl],
])("the button %s leaves the payment %s and goes back", async (choice, status, location) => {
  const { id, payPage } = await created();
  const response = await press(payPage, choice);
  expect([response.status, response.headers.get("location")]).toEqual([303, location]);
  expect(await statusOf(id)).toBe(status);
});

test("paid later: the payment is made, the browser stays", async () => {
  const { id, payPage } = await created();
  const response = await press(payPage, "later");
  expect(response.headers.get("location")).toBe(`/pay/${id}`);
  expect(await statusOf(id)).toBe("PAYED");
  expect(await (await fetch(payPage)).text()).toContain("Die Zahlung ist bezahlt");
});

test("a finished payment never changes again", async () => {
  const { id, payPage } = await created();
  await press(payPage, "cancel");
  await press(payPage, "pay");
  provider.pay(id);
  expect(await statusOf(id)).toBe("CANCELED");
});

test("a provider that changes its mind takes money for what was cancelled", async () => {
  const { id, payPage } = await created();
  await press(payPage, "cancel");
  provider.setBehaviour({ mind: "changing" });
  provider.pay(id);
  expect(await statusOf(id)).toBe("PAYED");
});

test("a paid transaction has time, method and reference and no pay page", async () => {
  const { id } = await created();
  provider.pay(id);
  const result = await client().find(id, expected);
  expect(result.outcome === "ok" && result.transaction.paymentInformation).toMatchObject({
    status: "PAYED",
    paymentMethod: "OTHER",
    transactionTimestamp: expect.stringMatching(/^\d{4}-/) as string,
    transactionReference: expect.stringMatching(/^PROBE-/) as string,
    transactionRedirectUrl: undefined,
  });
});

test("the same request id a second time is PAYMENT_EXISTS and creates nothing", async () => {
  await created();
  expect(await client().create(request)).toMatchObject({ outcome: "rejected", functionalCode: "PAYMENT_EXISTS" });
  expect(provider.transactions()).toHaveLength(1);
});

test.each<[string, Partial<PaymentRequest>]>([
  ["CALCULATION_ERROR", { grosAmount: 12.01 }],
  ["VALIDATION_ERROR", { purpose: "Gebühr" }],
  ["VALIDATION_ERROR", { description: "a;b" }],
  ["VALIDATION_ERROR", { currency: "CHF" as "EUR" }],
  ["VALIDATION_ERROR", { redirectUrl: "javascript:alert(1)" }],
  ["VALIDATION_ERROR", { items: [] }],
])("%s for a request that breaks the rule", async (functionalCode, change) => {
  expect(await client().create({ ...request, ...change })).toMatchObject({ outcome: "rejected", functionalCode });
});

test("an unknown endpoint and an unknown transaction are refused", async () => {
  expect(await client(2000, "anders").create(request)).toMatchObject({
    functionalCode: "NO_VALID_ORIGINATOR_OR_ENDPOINT",
  });
  expect(await client().find("nie-gesehen", expected)).toMatchObject({ outcome: "rejected", status: 404 });
});

test.each([
  ["error-500", "server-error"],
  ["garbage", "garbage"],
  ["silent", "timeout"],
  ["lost", "network"],
  ["wrong-amount", "mismatch"],
  ["wrong-currency", "mismatch"],
  ["wrong-request", "mismatch"],
  ["wrong-transaction", "mismatch"],
] as const)("misbehaving as %s is unavailable (%s), and honest again afterwards", async (answer, why) => {
  const { id } = await created();
  provider.setBehaviour({ answer });
  expect(await client(150).find(id, expected)).toMatchObject({ outcome: "unavailable", why });
  provider.setBehaviour();
  expect(await statusOf(id)).toBe("INITIAL");
});

test("a lost answer has created the transaction all the same", async () => {
  provider.setBehaviour({ answer: "lost", on: "create" });
  expect(await client().create(request)).toMatchObject({ why: "network" });
  expect(provider.transactions()).toHaveLength(1);
});

test("a slow answer comes after its delay, for the calls it is meant for", async () => {
  provider.setBehaviour({ delayMs: 200, on: "find" });
  const { id } = await created();
  expect(await client(100).find(id, expected)).toMatchObject({ why: "timeout" });
  expect(await statusOf(id)).toBe("INITIAL");
});

test("a forged redirect goes back although nothing was paid", async () => {
  provider.setBehaviour({ redirect: "forged" });
  const { id, payPage } = await created();
  expect((await press(payPage, "pay")).headers.get("location")).toBe(request.redirectUrl);
  expect(await statusOf(id)).toBe("INITIAL");
});

test("a payment that counts later is open first and paid then", async () => {
  provider.setBehaviour({ payDelayMs: 60 });
  const { id, payPage } = await created();
  await press(payPage, "pay");
  expect(await statusOf(id)).toBe("INITIAL");
  await expect.poll(() => statusOf(id)).toBe("PAYED");
});

test("a flapping provider says paid and open in turn", async () => {
  provider.setBehaviour({ status: "flapping" });
  const { id } = await created();
  provider.pay(id);
  expect([await statusOf(id), await statusOf(id), await statusOf(id)]).toEqual(["PAYED", "INITIAL", "PAYED"]);
});

test("a test in another process moves it over HTTP", async () => {
  const { id } = await created();
  await fetch(`${provider.url}/control/transactions/${id}/pay`, { method: "POST" });
  const listed = (await (await fetch(`${provider.url}/control/transactions`)).json()) as { status: string }[];
  expect(listed.map((transaction) => transaction.status)).toEqual(["PAYED"]);
  await fetch(`${provider.url}/control/behaviour`, { method: "PUT", body: JSON.stringify({ answer: "error-500" }) });
  expect(await statusOf(id)).toBe("unavailable");
});

test("it ends at once although a call is never answered", async () => {
  provider.setBehaviour({ answer: "silent" });
  const pending = client(5000).create(request);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await provider.close();
  expect(await pending).toMatchObject({ why: "network" });
});
