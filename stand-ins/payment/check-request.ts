/**
 * The standard's rules for a PaymentRequest, written a second time and on purpose without `packages/xbezahldienste`:
 * a provider that shared our reading of the rules would share our mistakes.
 */
export type PaymentRequest = {
  requestId: string;
  grosAmount: number;
  currency: string;
  purpose: string;
  description: string;
  redirectUrl: string;
  items: Item[];
};
export type Item = { id: string; reference: string; description?: string | null; quantity: number } & Record<
  AmountField,
  number
>;
type AmountField = "totalNetAmount" | "totalTaxAmount" | "singleNetAmount" | "singleTaxAmount";

export type Verdict =
  | { ok: true; request: PaymentRequest }
  | { ok: false; functionalCode: "VALIDATION_ERROR" | "CALCULATION_ERROR"; detail: string };

const key = /^[\w-]{1,36}$/;

export function checkRequest(body: unknown): Verdict {
  const wrong = wrongField(body);
  if (wrong !== undefined) return { ok: false, functionalCode: "VALIDATION_ERROR", detail: `Feld ${wrong}` };
  const request = body as PaymentRequest;
  const off = request.items.find((item) => !addsUp(item));
  if (off) return { ok: false, functionalCode: "CALCULATION_ERROR", detail: `Position ${off.id}` };
  const total = request.items.reduce((sum, item) => sum + cents(item.totalNetAmount) + cents(item.totalTaxAmount), 0);
  return total === cents(request.grosAmount)
    ? { ok: true, request }
    : { ok: false, functionalCode: "CALCULATION_ERROR", detail: "grosAmount" };
}

function wrongField(body: unknown): string | undefined {
  if (!isObject(body)) return "(Inhalt)";
  const rules: [string, (value: unknown) => boolean][] = [
    ["requestId", matches(key)],
    ["requestTimestamp", (value) => typeof value === "string" && !Number.isNaN(Date.parse(value))],
    ["currency", (value) => value === "EUR"],
    ["grosAmount", (value) => isAmount(value) && value >= 0 && value <= 999_999],
    ["purpose", matches(/^[\w\d\s-]{1,27}$/)],
    ["description", matches(/^[\w\d\s\-,.\u00C0-\u017F]{1,250}$/)],
    ["redirectUrl", (value) => typeof value === "string" && value.length <= 2082 && /^https?:$/.test(protocol(value))],
    ["items", (value) => Array.isArray(value) && value.length >= 1 && value.length <= 99],
  ];
  const wrong = rules.find(([field, holds]) => !holds(body[field]));
  if (wrong) return wrong[0];
  const items = body.items as unknown[];
  const index = items.findIndex((item) => !isItem(item));
  return index === -1 ? undefined : `items[${index}]`;
}

function isItem(value: unknown): value is Item {
  if (!isObject(value)) return false;
  const amounts = [
    value.totalNetAmount,
    value.totalTaxAmount,
    value.singleNetAmount,
    value.singleTaxAmount,
    value.taxRate,
  ];
  return (
    matches(key)(value.id) &&
    matches(/^.{1,36}$/)(value.reference) &&
    Number.isInteger(value.quantity) &&
    (value.quantity as number) >= 1 &&
    amounts.every(isAmount)
  );
}

function addsUp(item: Item): boolean {
  return (
    cents(item.totalNetAmount) === item.quantity * cents(item.singleNetAmount) &&
    cents(item.totalTaxAmount) === item.quantity * cents(item.singleTaxAmount)
  );
}

const cents = (amount: number) => Math.round(amount * 100);
const matches = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);
const isAmount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const protocol = (url: string) => (URL.canParse(url) ? new URL(url).protocol : "");
