import { showAnswers } from "@allmende/forms";
import { describeApplication, wordingIn } from "@allmende/service-package";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import {
  findApplicantEmail,
  foldSubmissions,
  getForOffice,
  listHandedIn,
  listSubmissions,
} from "../applications/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant, shareRow } from "../tenancy/index.ts";
import { checkReason } from "./add-note.ts";
import { applicantWords, type ApplicantWords } from "./applicant-words.ts";
import { closeByHand } from "./close-by-hand.ts";
import { listContacts } from "./contact.ts";
import type { Case, Caseworker } from "./case.ts";
import { getSeenCase } from "./see-case.ts";
import { handoverJob, insertHandover, type Handover } from "./handover.ts";

/** Outside the alliance an authority is only named; inside it takes the case over. */
export type Competent = { name: string } | { tenant: string; name: string };

/** How long the other authority may look at what was passed on to it. */
const days = 30;

/** Passes a case on to the authority that is competent ("Abgabe an die zuständige Stelle"); the citizen is told where. */
export async function passOnCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { to, reason }: { to: Competent; reason: string },
): Promise<void> {
  const authority = to.name.trim();
  if (!authority) throw new Refusal("cases.authority_missing");
  if ("tenant" in to && to.tenant === scope.tenant) throw new Refusal("cases.own_authority");
  const words = checkReason(reason);
  const why = ({ competent }: ApplicantWords) => checkReason(`${competent(authority)}\n\n${words}`);
  const found = await getSeenCase(scope, caseworker, id);
  await closeByHand(scope, caseworker, id, {
    kind: "passed-on",
    reason: why(applicantWords("de")),
    tell: (spoken) => ({ subject: spoken.closed["passed-on"], body: why(spoken) }),
  });
  if ("tenant" in to) await handOver(scope, found, { to, reason: words });
}

async function handOver(
  scope: TenantScope,
  found: Case,
  { to, reason }: { to: { tenant: string; name: string }; reason: string },
): Promise<void> {
  const now = scope.clock.now();
  const { name: fromName } = await getOwnTenant(scope);
  const id = newId(now);
  insertHandover(scope, {
    id,
    caseId: found.id,
    toTenant: to.tenant,
    toName: to.name,
    fromName,
    fileReference: found.fileReference,
    slug: found.slug,
    subject: found.subject,
    reason,
    receivedOn: legalDay(found.receivedAt),
    at: now,
    ...(await contentOf(scope, found)),
  });
  const until = new Date(now.getTime() + days * 86_400_000);
  shareRow(scope, { room: "cases.handovers", rowId: id, withTenant: to.tenant, purpose: "handover", until });
  scope.enqueue(handoverJob, { handover: id, to: to.tenant });
}

/** What the other authority needs: who it is about, all answers as they read today, the files that are no danger. */
async function contentOf(
  scope: TenantScope,
  { id, applicationId, applicant, receivedAt }: Case,
): Promise<Pick<Handover, "applicant" | "facts" | "attachments">> {
  if (!applicationId) {
    const contact = (await listContacts(scope, id)).find(({ role }) => role === "applicant");
    const { street = "", place = "", phone = "", email = "" } = contact ?? {};
    return { applicant: { name: applicant, street, place, phone, email }, facts: [], attachments: [] };
  }
  const application = await getForOffice(scope, applicationId);
  const service = await loadPinned(scope, application.releaseId);
  const answers = foldSubmissions(await listSubmissions(scope, applicationId));
  const attachments = await listHandedIn(scope, applicationId);
  if (attachments.some(({ scan }) => scan === "waiting")) throw new Refusal("cases.scan_running");
  const [street = "", place = ""] = describeApplication(service, answers, receivedAt).address;
  const email = (await findApplicantEmail(scope, applicationId)) ?? "";
  const shown = showAnswers(service.form, answers, wordingIn(service, "de"), { now: receivedAt });
  return {
    applicant: { name: applicant, street, place, phone: "", email },
    facts: shown
      .flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))
      .filter(({ type, lines }) => type !== "file" && lines.length > 0)
      .map(({ label, lines }) => ({ label, lines })),
    attachments: attachments
      .filter(({ scan }) => scan === "clean" || scan === "unscanned")
      .map(({ name, type, size, fileId }) => ({ name, type, size, fileId })),
  };
}
