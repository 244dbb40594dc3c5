import { Hono, type Context } from "hono";
import { html } from "hono/html";
import { page, styleSheet } from "../web/page.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Ledger, Status, Transaction } from "./ledger.ts";

type World = { ledger: Ledger; behaviour: () => Behaviour; pay: (id: string) => void };

const kind = "Probe-Bezahldienst";
const claim = "Probe-Bezahldienst. Es fließt kein Geld.";
const choices = [
  ["pay", "Bezahlen", "bezahlt und zurück zum Dienst", "first"],
  ["cancel", "Abbrechen", "Zahlung abgebrochen und zurück zum Dienst", ""],
  ["fail", "Scheitern lassen", "Zahlung gescheitert und zurück zum Dienst", ""],
  ["later", "Bezahlen und hier bleiben", "später bezahlt: der Browser kehrt nicht zum Dienst zurück", ""],
  ["nothing", "Nichts tun", "unbezahlt zurück zum Dienst", ""],
] as const;
const states: Record<Status, string> = {
  INITIAL: "offen",
  PAYED: "bezahlt",
  FAILED: "gescheitert",
  CANCELED: "abgebrochen",
};

/** Where a person pays: what the demand is, and one button for each way it can end. */
export function payPages({ ledger, behaviour, pay }: World): Hono {
  const app = new Hono();
  app.get("/style.css", styleSheet);

  app.get("/", (context) => page(context, { kind, claim, title: "Zahlungen", body: overview(ledger.list()) }));

  app.get("/pay/:id", (context) => {
    const transaction = ledger.find(context.req.param("id"));
    if (!transaction) return unknownPayment(context);
    if (transaction.status !== "INITIAL") return finished(context, transaction);
    return page(context, { kind, claim, title: "Zahlung", body: demand(transaction) });
  });

  app.post("/pay/:id", async (context) => {
    const transaction = ledger.find(context.req.param("id"));
    if (!transaction) return unknownPayment(context);
    const choice = (await context.req.parseBody()).do;
    const { redirect } = behaviour();
    if (choice === "later" || (choice === "pay" && redirect !== "forged")) pay(transaction.id);
    if (choice === "cancel") ledger.finish(transaction.id, "CANCELED");
    if (choice === "fail") ledger.finish(transaction.id, "FAILED");
    if (choice === "later" || (choice === "pay" && redirect === "none"))
      return context.redirect(`/pay/${transaction.id}`, 303);
    return context.redirect(transaction.request.redirectUrl, 303);
  });
  return app;
}

function demand({ id, request }: Transaction) {
  return html`<dl>
      <dt>Betrag</dt>
      <dd class="sum">${euros(request.grosAmount)}</dd>
      <dt>Zweck</dt>
      <dd>${request.purpose}</dd>
      <dt>Wofür</dt>
      <dd>${request.description}</dd>
    </dl>
    <table>
      <thead>
        <tr>
          <th scope="col">Position</th>
          <th scope="col">Anzahl</th>
          <th scope="col" class="amount">Betrag</th>
        </tr>
      </thead>
      <tbody>
        ${request.items.map(
          (item) =>
            html`<tr>
              <td>${item.description ?? item.reference}</td>
              <td>${item.quantity}</td>
              <td class="amount">${euros(item.totalNetAmount + item.totalTaxAmount)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <form method="post" action="/pay/${id}">
      <ul class="choices">
        ${choices.map(
          ([value, label, note, look]) =>
            html`<li>
              <button name="do" value="${value}" class="${look}">${label}<small>${note}</small></button>
            </li>`,
        )}
      </ul>
    </form>`;
}

function finished(context: Context, { status, request }: Transaction) {
  const body = html`<dl>
      <dt>Stand</dt>
      <dd class="sum">${states[status]}</dd>
      <dt>Zweck</dt>
      <dd>${request.purpose}</dd>
    </dl>
    <p><a href="${request.redirectUrl}">Zurück zum Dienst</a></p>`;
  return page(context, { kind, claim, title: `Die Zahlung ist ${states[status]}`, body });
}

function overview(transactions: Transaction[]) {
  if (transactions.length === 0) return html`<p>Noch hat niemand eine Zahlung begonnen.</p>`;
  const rows = transactions.map(
    ({ id, request, status }) =>
      html`<tr>
        <td><a href="/pay/${id}">${request.purpose}</a></td>
        <td>${states[status]}</td>
        <td class="amount">${euros(request.grosAmount)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Zweck</th>
        <th scope="col">Stand</th>
        <th scope="col" class="amount">Betrag</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function unknownPayment(context: Context) {
  const body = html`<p>Diese Zahlung kennt der Probe-Bezahldienst nicht. Er vergisst alles, wenn er neu startet.</p>`;
  return page(context, { kind, claim, title: "Unbekannte Zahlung", body }, 404);
}

function euros(amount: number): string {
  return amount.toLocaleString("de-DE", { style: "currency", currency: "EUR" });
}
