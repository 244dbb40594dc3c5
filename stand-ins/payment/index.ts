import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { listen, type Running } from "../web/listen.ts";
import { honest, type Behaviour } from "./behaviour.ts";
import { paymentInterface, type Endpoint } from "./interface.ts";
import { Ledger, type Transaction } from "./ledger.ts";
import { payPages } from "./pay-page.ts";

export type { Behaviour, Endpoint, Transaction };

export type Options = {
  port?: number;
  behaviour?: Partial<Behaviour>;
  /** The only originators and endpoints it serves; without this it serves all. */
  endpoints?: readonly Endpoint[];
  clock?: () => Date;
};

/** The provider, and the hands to move it in tests. The same over HTTP: `PUT /control/behaviour`, `GET /control/transactions`, `POST /control/transactions/ID/pay`. */
export type PaymentProvider = Running & {
  transactions(): Transaction[];
  /** As if the person had paid; after `payDelayMs` of the behaviour. */
  pay(transactionId: string): void;
  /** Changes what is given, keeps the rest; `setBehaviour()` makes it honest again. */
  setBehaviour(behaviour?: Partial<Behaviour>): void;
};

/** Starts a payment provider that speaks XBezahldienste 1.0.0; its base address is `url`. All it knows is in memory. */
export async function start(options: Options = {}): Promise<PaymentProvider> {
  const ledger = new Ledger(options.clock ?? (() => new Date()));
  let behaviour: Behaviour = { ...honest, ...options.behaviour };
  let running: Running | undefined;

  const pay = (id: string) => {
    const book = () => ledger.finish(id, "PAYED", behaviour.mind === "changing");
    if (behaviour.payDelayMs === 0) book();
    else setTimeout(book, behaviour.payDelayMs).unref();
  };
  const setBehaviour = (change?: Partial<Behaviour>) => {
    behaviour = change ? { ...behaviour, ...change } : honest;
  };
  const world = {
    ledger,
    pay,
    behaviour: () => behaviour,
    endpoints: options.endpoints,
    url: () => running?.url ?? "",
  };

  const app = new Hono();
  app.route("/", paymentInterface(world));
  app.route("/", payPages(world));
  app.get("/control/transactions", (context) => context.json(ledger.list()));
  app.post("/control/transactions/:id/pay", (context) => {
    pay(context.req.param("id"));
    return context.body(null, 204);
  });
  app.put("/control/behaviour", async (context) => {
    setBehaviour(await context.req.json<Partial<Behaviour>>());
    return context.json(behaviour);
  });

  running = await listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }), options.port);
  return { ...running, pay, setBehaviour, transactions: () => ledger.list() };
}
