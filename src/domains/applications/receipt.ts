import { findText, type CompiledService } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Application } from "./application.ts";
import { findApplicantEmail } from "./application-store.ts";

/** The receipt ("Eingangsbestätigung"): a message in the inbox and, where a mail address is known, a mail without content. */
export async function sendReceipt(
  scope: TenantScope,
  service: CompiledService,
  application: Application,
  { tenantName, address, unpaid }: { tenantName: string; address: string | null; unpaid: boolean },
): Promise<void> {
  const title = findText(service.texts.de ?? {}, "service", "title") ?? application.slug;
  const reference = application.fileReference ? `Ihr Aktenzeichen ist ${application.fileReference}. ` : "";
  const next = unpaid
    ? "Bezahlen Sie noch die Gebühr. Danach beginnt die Bearbeitung."
    : `Wir bearbeiten ihn meist innerhalb von ${service.definition.processingDays} Arbeitstagen. Fehlt etwas, fragen wir genau danach.`;
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "system",
    senderName: tenantName,
    kind: "receipt",
    subject: `Eingangsbestätigung: ${title}`,
    body: `Ihr Antrag ist eingegangen. ${reference}${next}`,
  });
  if (!address) return;
  await mail(
    scope,
    address,
    `${tenantName}: Ihr Antrag ist eingegangen`,
    `Guten Tag,\n\nIhr Antrag „${title}“ ist eingegangen. ${reference}${next}\n\nDen Stand sehen Sie jederzeit auf unserer Seite unter „Stand eines Antrags ansehen“.\n\n${tenantName}\n`,
  );
}

/** The payment is proven and the case is open: now there is a file reference to tell, in the inbox and by mail. */
export async function tellPaid(scope: TenantScope, service: CompiledService, application: Application): Promise<void> {
  const tenant = await getOwnTenant(scope);
  const title = findText(service.texts.de ?? {}, "service", "title") ?? application.slug;
  const reference = application.fileReference ? ` Ihr Aktenzeichen ist ${application.fileReference}.` : "";
  const body = `Ihre Zahlung ist angekommen.${reference} Wir bearbeiten Ihren Antrag meist innerhalb von ${service.definition.processingDays} Arbeitstagen. Fehlt etwas, fragen wir genau danach.`;
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "system",
    senderName: tenant.name,
    kind: "message",
    subject: `Bezahlt: ${title}`,
    body,
  });
  const address = await findApplicantEmail(scope, application.id);
  if (!address) return;
  await mail(
    scope,
    address,
    `${tenant.name}: Ihre Zahlung ist angekommen`,
    `Guten Tag,\n\nvielen Dank. Zu Ihrem Antrag „${title}“: ${body}\n\nDen Stand sehen Sie jederzeit auf unserer Seite unter „Stand eines Antrags ansehen“.\n\n${tenant.name}\n`,
  );
}
