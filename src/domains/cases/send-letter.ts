import type { CompiledService } from "@allmende/service-package";
import type { Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { findApplicantEmail, getForOffice } from "../applications/index.ts";
import { findLetterDraft, writeLetter } from "../letters/index.ts";
import { mail, sendMessage } from "../messages/index.ts";
import { fileDocument } from "../records/index.ts";
import { getOwnTenant, getStaff } from "../tenancy/index.ts";
import { applicantWords } from "./applicant-words.ts";
import type { Case } from "./case.ts";
import { composeLetter, type LetterInput } from "./compose-letter.ts";

/**
 * Writes a letter of the service, files it, and puts it in the inbox; where nobody has one it waits for the post. Refuses
 * `letters.gaps`: without an application a caseworker writes first what nobody answered.
 */
export async function sendLetter(
  scope: TenantScope,
  about: Case,
  service: CompiledService,
  name: string,
  input: LetterInput,
  actor: Actor,
): Promise<void> {
  // Without an application there is no inbox: the letter is printed and goes by post, in German.
  const application = about.applicationId ? await getForOffice(scope, about.applicationId) : undefined;
  const spoken = application?.language ?? "de";
  // What was written for this case alone has no translation: a courtesy copy would say something else.
  const own = Object.keys((await findLetterDraft(scope, about.id, name))?.edits ?? {}).length > 0;
  const languages = spoken !== "de" && !own && service.letters.get(name)?.has(spoken) ? ["de", spoken] : ["de"];
  const signer = actor.startsWith("staff:") ? (await getStaff(scope, actor.slice("staff:".length))).name : undefined;
  const tenant = await getOwnTenant(scope);
  for (const language of languages) {
    const { paper, blocks, subject, notice, delivery, gaps } = await composeLetter(scope, about, service, name, input, {
      language,
      ...(signer && { signer }),
    });
    if (gaps.length > 0) throw new Refusal("letters.gaps");
    const courtesy =
      language === "de"
        ? paper
        : { ...paper, foot: ["This is a courtesy translation. Only the German letter is legally binding."] };
    const letterId = await writeLetter(scope, {
      caseId: about.id,
      applicationId: about.applicationId,
      departmentId: about.departmentId,
      mode: about.mode,
      name,
      language,
      paper: courtesy,
      blocks,
      notice: language === "de" ? notice : null,
      delivery,
    });
    await fileDocument(scope, about.id, { title: subject, kind: "letter-out", sourceId: letterId });
    if (!application) continue;
    await sendMessage(scope, {
      applicationId: application.id,
      accountId: application.accountId,
      mode: about.mode,
      sender: "office",
      senderName: tenant.name,
      kind: "letter",
      subject,
      body: "",
      letterId,
    });
  }
  const address = application && (await findApplicantEmail(scope, application.id));
  if (address) {
    const { greeting, letterSubject, newLetter } = applicantWords(spoken);
    await mail(
      scope,
      address,
      `${tenant.name}: ${letterSubject}`,
      `${greeting},\n\n${newLetter(about.fileReference ?? "")}\n\n${tenant.name}\n`,
    );
  }
}
