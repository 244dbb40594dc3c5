import { Hono, type Context } from "hono";
import type { Behaviour } from "./behaviour.ts";
import { checkRequest } from "./check-request.ts";
import type { Ledger, Transaction } from "./ledger.ts";

export type Endpoint = { originatorId: string; endPointId: string };
type World = { ledger: Ledger; behaviour: () => Behaviour; endpoints?: readonly Endpoint[]; url: () => string };

/** The two calls of XBezahldienste 1.0.0, answered as the behaviour of the moment says. */
export function paymentInterface(world: World): Hono {
  const app = new Hono();
  const path = "/paymenttransaction/:originatorId/:endPointId";

  app.post(path, (context) => misbehave(context, "create", world, () => create(context, world)));
  app.get(`${path}/:transactionId`, (context) => misbehave(context, "find", world, () => find(context, world)));
  return app;
}

async function create(context: Context, { ledger, endpoints, behaviour, url }: World): Promise<Response> {
  const { originatorId = "", endPointId = "" } = context.req.param();
  const known = endpoints?.some((one) => one.originatorId === originatorId && one.endPointId === endPointId) ?? true;
  if (!known) return problem(403, "NO_VALID_ORIGINATOR_OR_ENDPOINT", "Unbekannter Mandant");
  const verdict = checkRequest(await context.req.json<unknown>().catch(() => undefined));
  if (!verdict.ok) return problem(400, verdict.functionalCode, verdict.detail);
  const opened = ledger.open(originatorId, endPointId, verdict.request);
  if (!opened) return problem(409, "PAYMENT_EXISTS", "Diese requestId wurde schon verwendet");
  return Response.json(answerFor(opened, behaviour(), "create", url()), { status: 201 });
}

function find(context: Context, { ledger, behaviour, url }: World): Response {
  const { originatorId, endPointId, transactionId = "" } = context.req.param();
  const found = ledger.find(transactionId);
  if (!found || found.originatorId !== originatorId || found.endPointId !== endPointId)
    return problem(404, "UNSPECIFIED", "Unbekannte Transaktion");
  found.polls += 1;
  return Response.json(answerFor(found, behaviour(), "find", url()));
}

/** What the caller is told: the truth, unless the behaviour says otherwise. */
function answerFor(transaction: Transaction, behaviour: Behaviour, call: "create" | "find", url: string): object {
  const lie = behaviour.on === "both" || behaviour.on === call ? behaviour.answer : "right";
  const { id, originatorId, endPointId, request, finishedAt, reference, polls } = transaction;
  const flaps = behaviour.status === "flapping" && call === "find" && polls % 2 === 0;
  const status = flaps ? "INITIAL" : transaction.status;
  const paid = status === "PAYED";
  return {
    paymentRequest: {
      ...request,
      ...(lie === "wrong-amount" ? { grosAmount: 0.01 } : {}),
      ...(lie === "wrong-currency" ? { currency: "CHF" } : {}),
      ...(lie === "wrong-request" ? { requestId: "eine-andere-anfrage" } : {}),
    },
    paymentInformation: {
      transactionUrl: `${url}/paymenttransaction/${originatorId}/${endPointId}/${id}`,
      transactionRedirectUrl: status === "INITIAL" ? `${url}/pay/${id}` : null,
      transactionId: lie === "wrong-transaction" ? "eine-andere-transaktion" : id,
      transactionReference: paid ? reference : null,
      transactionTimestamp: paid ? finishedAt?.toISOString() : null,
      paymentMethod: paid ? "OTHER" : null,
      paymentMethodDetail: paid ? "Probe" : null,
      status,
      statusDetail: null,
    },
  };
}

async function misbehave(
  context: Context,
  call: "create" | "find",
  { behaviour }: World,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const { delayMs, answer, on } = behaviour();
  if (on !== "both" && on !== call) return work();
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
  if (answer === "silent") return new Promise<Response>(() => {});
  if (answer === "error-500") return problem(500, "UNSPECIFIED", "Probe: Fehler des Anbieters");
  if (answer === "garbage")
    return new Response("<html><p>Wartungsarbeiten</p></html>", { headers: { "content-type": "text/html" } });
  if (answer === "forgotten") return problem(404, "UNSPECIFIED", "Unbekannte Transaktion");
  const response = await work();
  if (answer === "lost") {
    (context.env as { incoming: { socket: { destroy(): void } } }).incoming.socket.destroy();
    return new Promise<Response>(() => {});
  }
  return response;
}

function problem(status: number, functionalCode: string, detail: string): Response {
  const body = { type: "about:blank", status, title: functionalCode, detail, functionalCode };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });
}
