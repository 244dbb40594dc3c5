import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, rows, sql, write } from "../../platform/db/query.ts";
import type { Payment } from "./payment.ts";

const columns = sql`id, application_id as "applicationId", mode, attempt, amount, purpose, description, request_id as "requestId", payment_reference as "paymentReference",
  return_url as "returnUrl", state, transaction_id as "transactionId", pay_page as "payPage", method, created_at as "createdAt", paid_at as "paidAt"`;

export async function insertPayment(scope: TenantScope, payment: Payment): Promise<void> {
  const {
    id,
    applicationId,
    mode,
    attempt,
    amount,
    purpose,
    description,
    requestId,
    paymentReference,
    returnUrl,
    state,
    createdAt,
  } = payment;
  write(
    scope,
    sql`insert into payments.payments (tenant_id, id, application_id, mode, attempt, amount, purpose, description, request_id, payment_reference, return_url, state, created_at)
        values (${scope.tenant}, ${id}, ${applicationId}, ${mode}, ${attempt}, ${amount}, ${purpose}, ${description}, ${requestId}, ${paymentReference}, ${returnUrl}, ${state}, ${createdAt})`,
  );
}

export async function updatePayment(scope: TenantScope, payment: Payment, why?: string): Promise<void> {
  const { id, state, requestId, transactionId, payPage, method, paidAt } = payment;
  write(
    scope,
    sql`update payments.payments set state = ${state}, request_id = ${requestId}, transaction_id = ${transactionId}, pay_page = ${payPage}, method = ${method},
        paid_at = ${paidAt}, why = ${why ?? null} where id = ${id}`,
  );
}

export async function getPayment(scope: TenantScope, id: string): Promise<Payment> {
  return getRow(scope, sql<Payment>`select ${columns} from payments.payments where id = ${id}`, "payment");
}

/** The payment, locked until the transaction ends: of two results for it, the second sees what the first did. */
export async function lockPayment(scope: TenantScope, id: string): Promise<Payment> {
  return getRow(scope, sql<Payment>`select ${columns} from payments.payments where id = ${id} for update`, "payment");
}

/** All attempts for an application, newest first. */
export async function listPayments(scope: TenantScope, applicationId: string): Promise<Payment[]> {
  return rows(
    scope,
    sql<Payment>`select ${columns} from payments.payments where application_id = ${applicationId} order by attempt desc`,
  );
}

/** The attempt that counts for an application: the paid one, else the newest. */
export async function findPaymentOf(scope: TenantScope, applicationId: string): Promise<Payment | undefined> {
  return findRow(
    scope,
    sql<Payment>`select ${columns} from payments.payments where application_id = ${applicationId}
      order by state = 'paid' desc, attempt desc limit 1`,
  );
}
