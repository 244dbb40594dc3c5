import type { TenantScope } from "../../platform/db/database.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Application } from "./application.ts";
import { findApplicantEmail } from "./application-store.ts";
import { wordsFor } from "./citizen-words.ts";

/** Tells the citizen that an unpaid application has lapsed and how to go on. */
export async function tellLapse(scope: TenantScope, application: Application): Promise<void> {
  const { name } = await getOwnTenant(scope);
  const { subject, body, mailSubject, mail: text } = wordsFor(application).lapsed({});
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
