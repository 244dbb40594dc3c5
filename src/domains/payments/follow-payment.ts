import { audit } from "../../platform/audit/audit.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { newId } from "../../platform/ids.ts";
import {
  ended,
  open,
  paymentEnded,
  paymentReceived,
  watchPayment,
  type Payment,
  type PaymentProvider,
} from "./payment.ts";
import { getPayment, listPayments, lockPayment, updatePayment } from "./payment-store.ts";
import { noteTreasuryTask } from "./treasury-task.ts";

/** So long a provider answers for a transaction that has ended. */
const lookBack = 72 * 3_600_000;

const starting = new Map<string, Promise<Payment>>();

/**
 * Starts the payment at the provider if that has not happened; safe to call again after any failure. Who asks for the
 * same start meanwhile gets the same answer.
 */
export async function startPayment(
  database: Database,
  provider: PaymentProvider,
  tenant: string,
  id: string,
): Promise<Payment> {
  const known = starting.get(id);
  if (known) return known;
  const start = createAtProvider(database, provider, tenant, id).finally(() => starting.delete(id));
  starting.set(id, start);
  return start;
}

async function createAtProvider(
  database: Database,
  provider: PaymentProvider,
  tenant: string,
  id: string,
): Promise<Payment> {
  const [payment, now] = await database.withTenant(
    tenant,
    async (scope) => [await getPayment(scope, id), scope.clock.now()] as const,
  );
  if (payment.state !== "demanded") return payment;
  let asked = payment;
  let answer = await provider.create(asked, now);
  if (answer.outcome === "exists") {
    // The first answer was lost on its way: nobody has that pay page, so nobody can pay there. A new one is asked for.
    asked = { ...payment, requestId: newId(now) };
    answer = await provider.create(asked, now);
  }
  return database.withTenant(tenant, async (scope) => {
    const current = await lockPayment(scope, id);
    if (current.state !== "demanded" || answer.outcome === "unavailable") return current;
    if (answer.outcome !== "created")
      return end(scope, { ...current, state: "rejected" }, "why" in answer ? answer.why : answer.outcome);
    const started: Payment = {
      ...current,
      state: "started",
      requestId: asked.requestId,
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
  if (payment.state !== "started" && !ended(payment)) return payment;
  const answer = await provider.ask(payment);
  return database.withTenant(tenant, async (scope) => {
    const current = await lockPayment(scope, id);
    if (current.state !== "started" && !ended(current)) return current;
    if (answer.outcome === "mismatch") await noteTreasuryTask(scope, current, "mismatch");
    if (answer.outcome === "paid")
      return settle(scope, { ...current, method: answer.method, paidAt: answer.paidAt ?? scope.clock.now() });
    if (current.state === "started" && (answer.outcome === "failed" || answer.outcome === "cancelled"))
      return end(scope, { ...current, state: answer.outcome }, answer.outcome);
    if (current.state === "started" && answer.outcome === "unknown") {
      // What is older a provider may have forgotten though it was paid: a person asks there.
      if (scope.clock.now().getTime() - current.createdAt.getTime() > lookBack)
        await noteTreasuryTask(scope, current, "mismatch");
      return end(scope, { ...current, state: "failed" }, "unknown to the provider");
    }
    return current;
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
  if (second) await noteTreasuryTask(scope, settled, "double");
  else await scope.emit(paymentReceived, settled);
  return getPayment(scope, settled.id);
}

/** Money that came when nothing was owed any more (the application lapsed): a person decides what becomes of it. */
export async function markSurplus(scope: TenantScope, payment: Payment): Promise<void> {
  await updatePayment(scope, { ...payment, state: "surplus" }, "came too late");
  await noteTreasuryTask(scope, payment, "late");
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
const day = 24 * 60 * minute;

/** An open attempt is asked for 17 days (lapse after 14, and the provider's look-back of 72 hours), an ended one for 3. */
const watchedFor = (payment: Payment): number => (open(payment) ? 17 * day : ended(payment) ? 3 * day : 0);

/** The watching job: asks again with growing pauses, whether or not anybody comes back. */
export async function watch(database: Database, provider: PaymentProvider, tenant: string, id: string): Promise<void> {
  const payment = await refreshPayment(database, provider, tenant, id);
  await database.withTenant(tenant, async (scope) => {
    const now = scope.clock.now();
    const age = now.getTime() - payment.createdAt.getTime();
    if (age <= watchedFor(payment)) {
      scope.enqueue(watchPayment, { payment: id }, { at: new Date(now.getTime() + pause(age)) });
      return;
    }
    const current = await lockPayment(scope, id);
    if (open(current)) await end(scope, { ...current, state: "failed" }, "no answer in 17 days");
  });
}

function pause(age: number): number {
  if (age < 10 * minute) return 5_000;
  if (age < 60 * minute) return minute;
  return age < 24 * 60 * minute ? 10 * minute : 60 * minute;
}
