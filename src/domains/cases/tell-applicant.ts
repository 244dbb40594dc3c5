import type { TenantScope } from "../../platform/db/database.ts";
import { findApplicantEmail, getForOffice } from "../applications/index.ts";
import { mail, sendMessage, type Message } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import { applicantWords, type ApplicantWords } from "./applicant-words.ts";
import type { Case } from "./case.ts";

/** A message in the words of the applicant's language. */
export type Tell = (words: ApplicantWords) => { subject: string; body: string };

/** Writes to the applicant's inbox, and mails that there is something to read. Without an application nobody has an inbox. */
export async function tellApplicant(
  scope: TenantScope,
  about: Case,
  { kind, tell, sender }: { kind: Message["kind"]; tell: Tell; sender?: string },
): Promise<void> {
  if (!about.applicationId) return;
  const { id, accountId, mode, language } = await getForOffice(scope, about.applicationId);
  const { name } = await getOwnTenant(scope);
  const words = applicantWords(language);
  const { subject, body } = tell(words);
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
      `${words.greeting},\n\n${words.newMessage(about.fileReference ?? "")}\n\n${name}\n`,
    );
}
