import { toAmount } from "./amount.ts";
import type { PaymentItem, PaymentRequest, Requestor } from "./payment-request.ts";
import { toDescription, toPurpose } from "./wording.ts";

/** One position of a demand; amounts in whole cents per piece. Public fees are mostly without tax: taxRate 0. */
export type Position = {
  id: string;
  reference: string;
  description?: string;
  quantity?: number;
  netCents: number;
  taxCents?: number;
  /** Percent. */
  taxRate?: number;
  bookingData?: Record<string, string>;
};

export type Demand = {
  requestId: string;
  /** The injected clock's instant. */
  at: Date;
  purpose: string;
  description: string;
  redirectUrl: string;
  positions: readonly Position[];
  requestor?: Requestor;
};

/** A request whose sums are right by construction and whose texts keep to the allowed characters. */
export function buildRequest(demand: Demand): PaymentRequest {
  return {
    requestId: demand.requestId,
    requestTimestamp: demand.at.toISOString(),
    currency: "EUR",
    grosAmount: toAmount(demand.positions.reduce((total, position) => total + totalOf(position), 0)),
    purpose: toPurpose(demand.purpose),
    description: toDescription(demand.description),
    redirectUrl: demand.redirectUrl,
    items: demand.positions.map(toItem),
    requestor: demand.requestor,
  };
}

function totalOf({ quantity = 1, netCents, taxCents = 0 }: Position): number {
  return quantity * (netCents + taxCents);
}

function toItem(position: Position): PaymentItem {
  const { id, reference, description, quantity = 1, netCents, taxCents = 0, taxRate = 0, bookingData } = position;
  return {
    id,
    reference,
    description: description === undefined ? undefined : toDescription(description),
    taxRate,
    quantity,
    singleNetAmount: toAmount(netCents),
    singleTaxAmount: toAmount(taxCents),
    totalNetAmount: toAmount(quantity * netCents),
    totalTaxAmount: toAmount(quantity * taxCents),
    bookingData,
  };
}
