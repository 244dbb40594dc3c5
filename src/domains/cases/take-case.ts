import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { pushStatus } from "../applications/index.ts";
import { listStaff } from "../tenancy/index.ts";
import { checkLength } from "./add-note.ts";
import { noteAssignment } from "./assignment.ts";
import type { Case, Caseworker } from "./case.ts";
import { updateCase } from "./case-store.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { isOfOffice } from "./see-case.ts";
import { mayWorkOn } from "./stand-in.ts";

/** Theirs to work on, free for them to take, with a colleague of their office, or with another office. */
export type Reach = "mine" | "free" | "colleague" | "elsewhere";

/** How near a case is to somebody: what they cannot do with it is not offered to them. */
export async function reachOf(scope: TenantScope, caseworker: Caseworker, found: Case): Promise<Reach> {
  if (await mayWorkOn(scope, caseworker, found)) return "mine";
  if (!(await isOfOffice(scope, caseworker, found))) return "elsewhere";
  return found.assigneeId ? "colleague" : "free";
}

/** Refuses who could not work on a case now (`workOn`), before they type anything for it. */
export async function refuseIfOutOfReach(scope: TenantScope, caseworker: Caseworker, found: Case): Promise<void> {
  const reach = await reachOf(scope, caseworker, found);
  if (reach === "elsewhere" && !found.assigneeId) throw new Refusal("cases.other_office");
  if (reach === "colleague" || reach === "elsewhere") throw new Refusal("cases.taken");
}

/** Takes a case ("Übernehmen") of one's office; one that a colleague has already is refused, with no harm done. */
export async function takeCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  if (found.assigneeId && found.assigneeId !== caseworker.id) throw new Refusal("cases.taken");
  if (!found.assigneeId && !(await isOfOffice(scope, caseworker, found))) throw new Refusal("cases.other_office");
  await begin(scope, { ...found, assigneeId: caseworker.id });
  const { departmentId } = found;
  if (!found.assigneeId)
    noteAssignment(scope, id, { departmentId, staffId: caseworker.id, cause: "taken", by: actorOf(caseworker) });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.take", subject: id });
}

/** Whoever works on a case has it: they take a free one, begin their own, or stand in for whoever is away today. */
export async function workOn(scope: TenantScope, caseworker: Caseworker, found: Case): Promise<void> {
  if (!(await mayWorkOn(scope, caseworker, found)) || !found.assigneeId) return takeCase(scope, caseworker, found.id);
  if (found.status === "new") await begin(scope, found);
}

async function begin(scope: TenantScope, found: Case): Promise<void> {
  const isNew = found.status === "new";
  await updateCase(scope, { ...found, status: isNew ? "in-progress" : found.status });
  if (isNew && found.applicationId)
    await pushStatus(scope, found.applicationId, "in-process", { startedAt: scope.clock.now().toISOString() });
}

/** Gives a case back to the office ("Zurückgeben"). */
export async function handBackCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  if (!(await mayWorkOn(scope, caseworker, found))) throw new Refusal("cases.not_yours");
  await updateCase(scope, { ...found, assigneeId: null });
  const { departmentId } = found;
  noteAssignment(scope, id, { departmentId, staffId: null, cause: "handed-back", by: actorOf(caseworker) });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.hand-back", subject: id });
}

/**
 * Gives a case to a colleague, or only to a department ("Zuweisen"), with what they should know. Within the office anybody
 * may who sees the case; out of it only who leads the office, or anybody of it where nobody does. Refuses
 * `cases.other_office` and `cases.text_too_long`.
 */
export async function assignCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { departmentId, staffId, words }: { departmentId: string; staffId: string | null; words: string },
): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  if (found.departmentId === departmentId && found.assigneeId === staffId) return;
  checkLength(words);
  const staff = await listStaff(scope);
  if (staffId && staff.find((one) => one.id === staffId)?.departmentId !== departmentId) throw new NotFound("receiver");
  if (departmentId !== found.departmentId && !(await mayPassOn(scope, caseworker, found)))
    throw new Refusal("cases.other_office");
  await updateCase(scope, {
    ...found,
    departmentId,
    assigneeId: staffId,
    news: staffId && staffId !== caseworker.id ? "assigned" : found.news,
  });
  noteAssignment(scope, id, {
    departmentId,
    staffId,
    cause: "assigned",
    by: actorOf(caseworker),
    why: words.trim() ? { words: words.trim() } : {},
  });
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.assign",
    subject: id,
    details: { department: departmentId, staff: staffId },
  });
}

/** Whether somebody may give a case to another office: who leads the one it lies in, or anybody of it where nobody does. */
export async function mayPassOn(scope: TenantScope, caseworker: Caseworker, found: Case): Promise<boolean> {
  const heads = (await listStaff(scope)).filter((one) => one.head && one.departmentId === found.departmentId);
  return heads.length === 0 ? isOfOffice(scope, caseworker, found) : heads.some(({ id }) => id === caseworker.id);
}
