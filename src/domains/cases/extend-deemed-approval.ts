import { day, deadlineAfter, nextWorkingDay, noticeGiven, parsePeriod, type Day, type Land } from "@allmende/deadlines";
import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { getForOffice } from "../applications/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import { checkDay, checkReason } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { getCase } from "./case-store.ts";
import { addDeemedStep, awaitDeemedApproval, listDeemedSteps, type DeemedStep } from "./deemed-approval.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { sendLetter } from "./send-letter.ts";
import { workOn } from "./take-case.ts";

/** Until when the period of a deemed approval may be extended, and by when the applicant must know. */
export interface DeemedExtension {
  running: DeemedStep;
  /** "Angemessen": at most as long again as the period itself, from its end. */
  latest: Day;
  /** When a letter of today counts as received (§ 41 VwVfG, § 9 OZG). */
  toldOn: Day;
}

/** Whether the period may be extended today, with the bounds; refused when it does not run, was extended, or it is too late to tell. */
export async function findDeemedExtension(scope: TenantScope, found: Case): Promise<DeemedExtension> {
  const steps = await listDeemedSteps(scope, found.id);
  const running = steps.at(-1);
  if (!found.deemedOn || !running) throw new Refusal("cases.deemed_not_running");
  if (steps.some(({ step }) => step === "extended")) throw new Refusal("cases.deemed_extended");
  const place = { land: (await getOwnTenant(scope)).land as Land };
  const application = found.applicationId ? await getForOffice(scope, found.applicationId) : undefined;
  const channel = application?.accountId ? "inbox" : "post";
  const today = day(legalDay(scope.clock.now()));
  const toldOn = noticeGiven({ kind: "administrative", place, channel, on: today }).on;
  if (toldOn > found.deemedOn) throw new Refusal("cases.deemed_told_late");
  const { ends: latest } = deadlineAfter(day(found.deemedOn), parsePeriod(running.period)!, place);
  return { running, latest, toldOn };
}

/**
 * Extends the period once, with a reason, told in time (§ 42a Abs. 2 Satz 3 and 4 VwVfG): the letter goes out in the same
 * commit. A last day on which nobody works moves to the next working day (§ 31 Abs. 3 VwVfG).
 */
export async function extendDeemedApproval(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { until, reason }: { until: string; reason: string },
): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  const words = checkReason(reason);
  const { running, latest } = await findDeemedExtension(scope, found);
  const place = { land: (await getOwnTenant(scope)).land as Land };
  const endsOn = nextWorkingDay(checkDay(until), place);
  if (endsOn <= running.endsOn!) throw new Refusal("cases.deemed_not_longer");
  if (endsOn > latest) throw new Refusal("cases.deemed_too_long");
  await workOn(scope, caseworker, found);
  const by = actorOf(caseworker);
  addDeemedStep(scope, id, {
    ...running,
    step: "extended",
    endsOn,
    reason: words,
    by,
    reasons: extension(running, endsOn),
  });
  awaitDeemedApproval(scope, id, endsOn);
  const service = await loadPinned(scope, found.releaseId);
  const { extension: letter } = service.definition.deemedApproval!.letters;
  await sendLetter(scope, await getCase(scope, id), service, letter, { begruendung: words }, by);
  await audit(scope, { actor: by, act: "cases.extend-deemed", subject: id, details: { until: endsOn } });
}

const extension = ({ endsOn }: DeemedStep, to: Day): DeemedStep["reasons"] => [
  { rule: "extended-once", law: "§ 42a Abs. 2 Satz 3 VwVfG", from: day(endsOn!), to },
];
