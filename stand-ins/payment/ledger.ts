import { randomUUID } from "node:crypto";
import type { PaymentRequest } from "./check-request.ts";

export type Status = "INITIAL" | "PAYED" | "FAILED" | "CANCELED";

/** One payment in the stand-in's memory. */
export type Transaction = {
  id: string;
  originatorId: string;
  endPointId: string;
  request: PaymentRequest;
  status: Status;
  finishedAt?: Date;
  reference?: string;
  /** How often its state was asked. */
  polls: number;
};

/** All payments of this provider; a finished one never changes again, unless it is told to. */
export class Ledger {
  readonly #byId = new Map<string, Transaction>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  list(): Transaction[] {
    return [...this.#byId.values()];
  }

  find(id: string): Transaction | undefined {
    return this.#byId.get(id);
  }

  /** Undefined when this originator already used the request id: then nothing is created. */
  open(originatorId: string, endPointId: string, request: PaymentRequest): Transaction | undefined {
    const same = (known: Transaction) =>
      known.originatorId === originatorId && known.request.requestId === request.requestId;
    if (this.list().some(same)) return undefined;
    const transaction: Transaction = {
      id: randomUUID(),
      originatorId,
      endPointId,
      request,
      status: "INITIAL",
      polls: 0,
    };
    this.#byId.set(transaction.id, transaction);
    return transaction;
  }

  finish(id: string, status: Exclude<Status, "INITIAL">, evenIfFinished = false): void {
    const transaction = this.#byId.get(id);
    if (!transaction || (transaction.status !== "INITIAL" && !evenIfFinished)) return;
    transaction.status = status;
    transaction.finishedAt = this.#clock();
    if (status === "PAYED") transaction.reference = `PROBE-${id.slice(0, 8)}`;
  }
}
