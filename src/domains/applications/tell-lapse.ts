import type { TenantScope } from "../../platform/db/database.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Application } from "./application.ts";
import { findApplicantEmail } from "./application-store.ts";

/** Tells the citizen that an unpaid application has lapsed and how to go on. */
export async function tellLapse(scope: TenantScope, application: Application): Promise<void> {
  const tenant = await getOwnTenant(scope);
  const body =
    "Ihr Antrag war zu lange nicht bezahlt. Wir bearbeiten ihn nicht weiter. Sie können ihn jederzeit neu stellen. Haben Sie doch bezahlt, melden wir uns bei Ihnen.";
  await sendMessage(scope, {
    applicationId: application.id,
    accountId: application.accountId,
    mode: application.mode,
    sender: "system",
    senderName: tenant.name,
    kind: "message",
    subject: "Ihr Antrag ist verfallen",
    body,
  });
  const address = await findApplicantEmail(scope, application.id);
  if (address)
    await mail(scope, address, `${tenant.name}: Ihr Antrag ist verfallen`, `Guten Tag,\n\n${body}\n\n${tenant.name}\n`);
}
