import type { TenantScope } from "../../platform/db/database.ts";
import { findApplicantEmail, getForOffice } from "../applications/index.ts";
import { mail, sendMessage, type Message } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import type { Case } from "./case.ts";

/** Writes to the applicant's inbox, and mails that there is something to read. Without an application nobody has an inbox. */
export async function tellApplicant(
  scope: TenantScope,
  about: Case,
  { kind, subject, body, sender }: { kind: Message["kind"]; subject: string; body: string; sender?: string },
): Promise<void> {
  if (!about.applicationId) return;
  const { id, accountId, mode } = await getForOffice(scope, about.applicationId);
  const { name } = await getOwnTenant(scope);
  await sendMessage(scope, {
    applicationId: id,
    accountId,
    mode,
    sender: "office",
    senderName: sender ?? name,
    kind,
    subject,
    body,
  });
  const address = await findApplicantEmail(scope, id);
  if (address)
    await mail(
      scope,
      address,
      `${name}: ${subject}`,
      `Guten Tag,\n\nzu Ihrem Antrag mit dem Aktenzeichen ${about.fileReference ?? ""} gibt es eine Nachricht. Sie sehen sie auf unserer Seite unter „Stand eines Antrags ansehen“.\n\n${name}\n`,
    );
}
