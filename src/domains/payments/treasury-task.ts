import { audit, type Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Payment } from "./payment.ts";
import { listPayments } from "./payment-store.ts";

/**
 * Why money waits for a person: the application was refused or withdrawn after it was paid, the money came late or
 * twice, or the provider spoke of another amount.
 */
export type TreasuryReason = "refused" | "withdrawn" | "late" | "double" | "mismatch";

/** What a person of the treasury must do ("Aufgabe der Kasse"); `amount` in whole cents. */
export interface TreasuryTask {
  id: string;
  applicationId: string;
  reason: TreasuryReason;
  amount: number;
  description: string;
  /** "Kassenzeichen" */
  paymentReference: string;
  noticedAt: Date;
}

/** Leaves a payment to a person, once for each reason. */
export async function noteTreasuryTask(scope: TenantScope, payment: Payment, reason: TreasuryReason): Promise<void> {
  const now = scope.clock.now();
  const id = newId(now);
  const noted = await change(
    scope,
    sql`insert into payments.treasury_tasks (tenant_id, id, payment_id, application_id, reason, noticed_at)
        values (${scope.tenant}, ${id}, ${payment.id}, ${payment.applicationId}, ${reason}, ${now})
        on conflict (tenant_id, payment_id, reason) do nothing`,
  );
  if (noted > 0)
    await audit(scope, {
      actor: "system",
      act: "payments.note-treasury-task",
      subject: payment.applicationId,
      details: { task: id, payment: payment.id, reason },
    });
}

/**
 * What was paid for an application shall be given back. XBezahldienste knows no refund, so a person pays it out; where
 * nothing was paid nothing is ordered.
 */
export async function orderRefund(
  scope: TenantScope,
  applicationId: string,
  reason: "refused" | "withdrawn",
): Promise<void> {
  const paid = (await listPayments(scope, applicationId)).find(({ state }) => state === "paid");
  if (paid) await noteTreasuryTask(scope, paid, reason);
}

/** What is open, oldest first; `after` is the last task of the page before. */
export async function listTreasuryTasks(
  scope: TenantScope,
  { after, limit }: { after?: string; limit: number },
): Promise<TreasuryTask[]> {
  return rows(
    scope,
    sql<TreasuryTask>`select t.id, t.application_id as "applicationId", t.reason, p.amount, p.description,
        p.payment_reference as "paymentReference", t.noticed_at as "noticedAt"
      from payments.treasury_tasks t join payments.payments p on p.tenant_id = t.tenant_id and p.id = t.payment_id
      where t.settled_at is null
        ${after ? sql`and (t.noticed_at, t.id) > (select noticed_at, id from payments.treasury_tasks where id = ${after})` : sql``}
      order by t.noticed_at, t.id limit ${limit}`,
  );
}

export async function countTreasuryTasks(scope: TenantScope): Promise<number> {
  const { count } = await getRow(
    scope,
    sql<{ count: number }>`select count(*)::int as count from payments.treasury_tasks where settled_at is null`,
    "count",
  );
  return count;
}

/** A person has done it; of two the second is told. */
export async function settleTreasuryTask(scope: TenantScope, actor: Actor, id: string): Promise<void> {
  const task = await getRow(
    scope,
    sql<{
      settledAt: Date | null;
    }>`select settled_at as "settledAt" from payments.treasury_tasks where id = ${id} for update`,
    "treasury task",
  );
  if (task.settledAt) throw new Refusal("payments.task_settled");
  write(
    scope,
    sql`update payments.treasury_tasks set settled_by = ${actor}, settled_at = ${scope.clock.now()} where id = ${id}`,
  );
  await audit(scope, { actor, act: "payments.settle-treasury-task", subject: id });
}
