import { findText, type CompiledService } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { demandPayment, findPaymentOf, type Payment } from "../payments/index.ts";
import { loadPinned } from "../services/index.ts";
import {
  applicationReceived,
  lapseJob,
  moveTo,
  referenceOf,
  type Application,
  type FeeAssessment,
  type Person,
} from "./application.ts";
import { findFee, listSubmissions, lockApplication, lockForPlatform, updateApplication } from "./application-store.ts";
import { tellPaid } from "./receipt.ts";

/** Demands the fee, and lets the application lapse when nobody pays in the days the service gives. */
export async function demandFee(
  scope: TenantScope,
  service: CompiledService,
  application: Application,
  fee: FeeAssessment,
  returnUrl: string,
): Promise<Payment> {
  const { id, mode } = application;
  const title = findText(service.texts.de ?? {}, "service", "title") ?? application.slug;
  const days = service.definition.lapseAfterDays;
  scope.enqueue(lapseJob, { application: id }, { at: new Date(scope.clock.now().getTime() + days * 86_400_000) });
  return demandPayment(scope, {
    applicationId: id,
    mode,
    amount: fee.amount,
    purpose: `${referenceOf(id)} ${title}`,
    description: title,
    returnUrl,
  });
}

/** Another try to pay after a failed or cancelled one. */
export async function payAgain(scope: TenantScope, person: Person, id: string, returnUrl: string): Promise<Payment> {
  const application = await lockApplication(scope, person, id);
  if (application.status !== "awaiting-payment") throw new Refusal("payments.already_paid");
  const service = await loadPinned(scope, application.releaseId);
  const fee = await findFee(scope, id);
  if (!fee) throw new Refusal("applications.not_open", { status: application.status });
  const latest = await findPaymentOf(scope, id);
  return latest && (latest.state === "demanded" || latest.state === "started")
    ? latest
    : demandFee(scope, service, application, fee, returnUrl);
}

/** The proven payment opens the case. False when nothing waits for it any more: the money then goes to a person. */
export async function acceptPayment(scope: TenantScope, id: string): Promise<boolean> {
  const application = await lockForPlatform(scope, id);
  if (application.status !== "awaiting-payment") return false;
  const paid = moveTo(application, "received");
  const [submission] = await listSubmissions(scope, id);
  await scope.emit(applicationReceived, { application: paid, submission: submission!, fee: await findFee(scope, id) });
  await tellPaid(scope, await loadPinned(scope, paid.releaseId), paid);
  return true;
}

/** Unpaid for too long: the application lapses and the citizen is told. */
export async function lapse(
  scope: TenantScope,
  id: string,
  tell: (application: Application) => Promise<void>,
): Promise<void> {
  const application = await lockForPlatform(scope, id).catch(() => undefined);
  if (application?.status !== "awaiting-payment") return;
  const lapsed = moveTo(application, "lapsed");
  await updateApplication(scope, lapsed);
  await audit(scope, { actor: "system", act: "applications.lapse", subject: id });
  await tell(lapsed);
}
