import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { checkLength, checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { insertNote } from "./case-store.ts";
import { listContacts } from "./contact.ts";
import { actorOf, enterOpenCase, noteParticipation } from "./enter-case.ts";
import { insertLink } from "./link.ts";
import { openWithoutApplication } from "./open-without-application.ts";

/** Opens a case that is part of another ("Untervorgang"), about the same person, with a service of its own. */
export async function openSubCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { slug, subject, details }: { slug: string; subject: string; details: string },
): Promise<string> {
  const whole = await enterOpenCase(scope, id, caseworker);
  const words = checkReason(details);
  checkLength(subject);
  const known = (await listContacts(scope, id)).find(({ role }) => role === "applicant");
  const { street = "", place = "", phone = "", email = "" } = known ?? {};
  const opened = await openWithoutApplication(scope, {
    slug,
    subject,
    source: "ex-officio",
    applicant: { name: whole.applicant, street, place, phone, email },
    receivedOn: legalDay(scope.clock.now()),
    assigneeId: caseworker.id,
    actor: actorOf(caseworker),
  });
  noteParticipation(scope, opened.id, caseworker.id);
  await insertNote(scope, opened.id, caseworker.id, caseworker.name, words);
  insertLink(scope, { caseId: opened.id, otherId: id, kind: "part-of", by: actorOf(caseworker) });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.open-part", subject: id, details: { part: opened.id } });
  return opened.id;
}
