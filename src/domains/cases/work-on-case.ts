import { missingWords, readStep } from "@allmende/service-package";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { pushStatus, type Application } from "../applications/index.ts";
import { cancelProcess, completeTask, listTasks } from "../processes/index.ts";
import { orderRefund } from "../payments/index.ts";
import { loadPinned } from "../services/index.ts";
import type { Case, Caseworker } from "./case.ts";
import { findCaseOf, findOpenRequest, endRequest, insertNote, lockCase, updateCase } from "./case-store.ts";
import { conductorOf, endCase, type StepInput } from "./conduct.ts";

const actorOf = (caseworker: Caseworker): Actor => `staff:${caseworker.id}`;

async function lockOpen(scope: TenantScope, id: string): Promise<Case> {
  const found = await lockCase(scope, id);
  if (found.status === "closed") throw new Refusal("cases.closed");
  return found;
}

/** Takes a case ("Übernehmen"); one that a colleague has already is refused, with no harm done. */
export async function takeCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await lockOpen(scope, id);
  if (found.assigneeId && found.assigneeId !== caseworker.id) throw new Refusal("cases.taken");
  await updateCase(scope, {
    ...found,
    assigneeId: caseworker.id,
    status: found.status === "new" ? "in-progress" : found.status,
  });
  if (found.status === "new" && found.applicationId)
    await pushStatus(scope, found.applicationId, "in-process", { startedAt: scope.clock.now().toISOString() });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.take", subject: id });
}

/** Gives a case back to the office. */
export async function handBackCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await lockOpen(scope, id);
  if (found.assigneeId !== caseworker.id) throw new Refusal("cases.not_yours");
  await updateCase(scope, { ...found, assigneeId: null });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.hand-back", subject: id });
}

/** Completes the waiting step with its outcome; letters and closure the workflow then orders come in the same commit. */
export async function completeStep(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  taskId: string,
  input: StepInput,
): Promise<void> {
  const found = await lockOpen(scope, id);
  if (await findOpenRequest(scope, id)) throw new Refusal("cases.request_open");
  if (found.assigneeId !== caseworker.id) await takeCase(scope, caseworker, id);
  await checkEnding(scope, id, taskId, input);
  const service = await loadPinned(scope, found.releaseId);
  const conductor = await conductorOf(scope, id, service, actorOf(caseworker), input);
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.complete-step",
    subject: id,
    details: { element: found.nextElement ?? "", outcome: input.outcome ?? "" },
  });
  await completeTask(scope, id, taskId, conductor, actorOf(caseworker), {
    ...(input.outcome && { outcome: input.outcome }),
  });
  const after = await lockCase(scope, id);
  if (after.status !== "closed" && after.news) await updateCase(scope, { ...after, news: null });
}

/** The step ends in one of its ways, with the words that way asks for (reasons: § 39 VwVfG). */
async function checkEnding(scope: TenantScope, caseId: string, taskId: string, input: StepInput): Promise<void> {
  const task = (await listTasks(scope, caseId)).find(({ id }) => id === taskId);
  if (!task) throw new Refusal("processes.task_gone");
  for (const text of [input.begruendung, input.auflagen]) checkLength(text);
  const step = readStep(task.inputs);
  const outcome = input.outcome ?? "";
  if (step.outcomes.length > 0 && !step.outcomes.includes(outcome)) throw new Refusal("cases.unknown_outcome");
  const missing = missingWords(step, outcome, input);
  if (missing.length > 0)
    throw new Refusal("cases.words_missing", Object.fromEntries(missing.map((word) => [word, outcome])));
}

const longestText = 5000;

/** Nothing a caseworker wrote is cut: what is too long goes back to be shortened. */
function checkLength(text = ""): void {
  if (text.trim().length > longestText) throw new Refusal("cases.text_too_long", { max: longestText });
}

export async function addNote(scope: TenantScope, caseworker: Caseworker, id: string, body: string): Promise<void> {
  await lockCase(scope, id);
  if (!body.trim()) throw new Refusal("cases.note_empty");
  checkLength(body);
  await insertNote(scope, id, caseworker.id, caseworker.name, body.trim());
  await audit(scope, { actor: actorOf(caseworker), act: "cases.note", subject: id });
}

/** The citizen took the application back: the workflow ends, the case is closed as withdrawn. */
export async function withdrawCase(
  scope: TenantScope,
  { application, actor }: { application: Application; actor: Actor },
): Promise<void> {
  const found = await findCaseOf(scope, application.id);
  if (!found || found.status === "closed") return;
  const service = await loadPinned(scope, found.releaseId);
  const request = await findOpenRequest(scope, found.id);
  if (request) await endRequest(scope, request.id, "withdrawn");
  await cancelProcess(scope, found.id, await conductorOf(scope, found.id, service, actor, {}), actor);
  await endCase(scope, found.id, service, "withdrawn", actor, {});
  await orderRefund(scope, application.id, "withdrawn");
}
