import { audit } from "../../platform/audit/audit.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { open, paymentEnded, paymentReceived, watchPayment, type Payment, type PaymentProvider } from "./payment.ts";
import { getPayment, listPayments, lockPayment, updatePayment } from "./payment-store.ts";

/** Starts the payment at the provider if that has not happened; safe to call again after any failure. */
export async function startPayment(
  database: Database,
  provider: PaymentProvider,
  tenant: string,
  id: string,
): Promise<Payment> {
  const payment = await database.withTenant(tenant, (scope) => getPayment(scope, id));
  if (payment.state !== "demanded") return payment;
  const now = await database.withTenant(tenant, async (scope) => scope.clock.now());
  const answer = await provider.create(payment, now);
  return database.withTenant(tenant, async (scope) => {
    const current = await lockPayment(scope, id);
    if (current.state !== "demanded" || answer.outcome === "unavailable") return current;
    if (answer.outcome === "rejected") return end(scope, { ...current, state: "rejected" }, answer.why);
    const started: Payment = {
      ...current,
      state: "started",
      transactionId: answer.transactionId,
      payPage: answer.payPage,
    };
    await updatePayment(scope, started);
    return started;
  });
}

/** Asks the provider and applies its answer once. The redirect of a browser is never believed, only this. */
export async function refreshPayment(
  database: Database,
  provider: PaymentProvider,
  tenant: string,
  id: string,
): Promise<Payment> {
  const payment = await database.withTenant(tenant, (scope) => getPayment(scope, id));
  if (payment.state === "demanded") return startPayment(database, provider, tenant, id);
  if (payment.state !== "started") return payment;
  const answer = await provider.ask(payment);
  return database.withTenant(tenant, async (scope) => {
    const current = await lockPayment(scope, id);
    if (current.state !== "started" || answer.outcome === "open" || answer.outcome === "unavailable") return current;
    if (answer.outcome === "paid")
      return settle(scope, { ...current, method: answer.method, paidAt: answer.paidAt ?? scope.clock.now() });
    return end(scope, { ...current, state: answer.outcome }, answer.outcome);
  });
}

async function settle(scope: TenantScope, payment: Payment): Promise<Payment> {
  const others = await listPayments(scope, payment.applicationId);
  const second = others.some((other) => other.id !== payment.id && other.state === "paid");
  const settled: Payment = { ...payment, state: second ? "surplus" : "paid" };
  await updatePayment(scope, settled);
  await audit(scope, {
    actor: "system",
    act: `payments.${settled.state}`,
    subject: payment.applicationId,
    details: { payment: payment.id, cents: payment.amount },
  });
  if (!second) await scope.emit(paymentReceived, settled);
  return settled;
}

/** Money that came when nothing was owed any more (the application lapsed): a person decides what becomes of it. */
export async function markSurplus(scope: TenantScope, payment: Payment): Promise<void> {
  await updatePayment(scope, { ...payment, state: "surplus" }, "came too late");
}

async function end(scope: TenantScope, payment: Payment, why: string): Promise<Payment> {
  await updatePayment(scope, payment, why);
  await audit(scope, {
    actor: "system",
    act: `payments.${payment.state}`,
    subject: payment.applicationId,
    details: { payment: payment.id },
  });
  await scope.emit(paymentEnded, payment);
  return payment;
}

const minute = 60_000;

/** The watching job: asks again with growing pauses, 17 days long (lapse after 14, and the provider's look-back of 72 h). */
export async function watch(database: Database, provider: PaymentProvider, tenant: string, id: string): Promise<void> {
  const payment = await refreshPayment(database, provider, tenant, id);
  if (!open(payment)) return;
  await database.withTenant(tenant, async (scope) => {
    const now = scope.clock.now();
    const age = now.getTime() - payment.createdAt.getTime();
    if (age > 17 * 24 * 60 * minute) {
      const current = await lockPayment(scope, id);
      if (open(current)) await end(scope, { ...current, state: "failed" }, "no answer in 17 days");
      return;
    }
    await scope.enqueue(watchPayment, { payment: id }, { at: new Date(now.getTime() + pause(age)) });
  });
}

function pause(age: number): number {
  if (age < 10 * minute) return 5_000;
  if (age < 60 * minute) return minute;
  return age < 24 * 60 * minute ? 10 * minute : 60 * minute;
}
