import { textsIn, type CompiledService } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Application } from "./application.ts";
import { findApplicantEmail } from "./application-store.ts";
import { wordsFor } from "./citizen-words.ts";

/** The receipt ("Eingangsbestätigung"): a message in the inbox and, where a mail address is known, a mail without content. */
export async function sendReceipt(
  scope: TenantScope,
  service: CompiledService,
  application: Application,
  {
    tenantName,
    address,
    ...told
  }: { tenantName: string; address: string | null; unpaid: boolean; takenInBy: string | undefined },
): Promise<void> {
  const {
    subject,
    body,
    mailSubject,
    mail: text,
  } = wordsFor(application).received({
    ...factsOf(service, application),
    ...told,
  });
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "system",
    senderName: tenantName,
    kind: "receipt",
    subject,
    body,
  });
  if (address) await mail(scope, address, `${tenantName}: ${mailSubject}`, `${text}\n\n${tenantName}\n`);
}

/** The payment is proven and the case is open: now there is a file reference to tell, in the inbox and by mail. */
export async function tellPaid(scope: TenantScope, service: CompiledService, application: Application): Promise<void> {
  const { name } = await getOwnTenant(scope);
  const { subject, body, mailSubject, mail: text } = wordsFor(application).paid(factsOf(service, application));
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "system",
    senderName: name,
    kind: "message",
    subject,
    body,
  });
  const address = await findApplicantEmail(scope, application.id);
  if (address) await mail(scope, address, `${name}: ${mailSubject}`, `${text}\n\n${name}\n`);
}

const factsOf = (service: CompiledService, { language, slug, fileReference }: Application) => ({
  title: textsIn(service, language).find("service", "title") ?? slug,
  reference: fileReference,
  days: service.definition.processingDays,
});
