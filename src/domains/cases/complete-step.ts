import { missingWords, readStep, stepWords, type Step } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { completeTask, listTasks } from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkLength } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { lockCase, updateCase } from "./case-store.ts";
import { findOpenRequest } from "./request-store.ts";
import { conductorOf, stopIfClosed, type StepInput } from "./conduct.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import { signStep } from "./sign-step.ts";
import { workOn } from "./take-case.ts";

/** Completes the waiting step with its outcome; letters and closure the workflow then orders come in the same commit. */
export async function completeStep(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  taskId: string,
  input: StepInput,
): Promise<void> {
  const found = await enterOpenCase(scope, id, caseworker);
  if (await findOpenRequest(scope, id)) throw new Refusal("cases.request_open");
  await workOn(scope, caseworker, found);
  const step = await checkEnding(scope, id, taskId, input);
  if (step.signs > 1) {
    const held = await lockCase(scope, id);
    if (!(await signStep(scope, caseworker, held, taskId, { input, needed: step.signs }))) return;
  }
  const service = await loadPinned(scope, found.releaseId);
  const conductor = await conductorOf(scope, found, service, actorOf(caseworker));
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.complete-step",
    subject: id,
    details: {
      element: found.nextElement ?? "",
      outcome: input.outcome ?? "",
      ...(found.assigneeId && found.assigneeId !== caseworker.id && { instead: found.assigneeId }),
    },
  });
  await completeTask(scope, id, taskId, conductor, actorOf(caseworker), {
    ...(input.outcome && { outcome: input.outcome }),
    // A decision made anew has its own words, or none.
    ...(step.asks.size > 0 && Object.fromEntries(stepWords.map((word) => [word, input[word]?.trim() || null]))),
  });
  const after = await stopIfClosed(scope, id, conductor, actorOf(caseworker));
  if (after.status !== "closed" && after.news) await updateCase(scope, { ...after, news: null });
}

/** The step ends in one of its ways, with the words that way asks for (reasons: § 39 VwVfG). */
async function checkEnding(scope: TenantScope, caseId: string, taskId: string, input: StepInput): Promise<Step> {
  const task = (await listTasks(scope, caseId)).find(({ id }) => id === taskId);
  if (!task) throw new Refusal("processes.task_gone");
  for (const text of [input.begruendung, input.auflagen]) checkLength(text);
  const step = readStep(task.inputs);
  const outcome = input.outcome ?? "";
  if (step.outcomes.length > 0 && !step.offered.includes(outcome)) throw new Refusal("cases.unknown_outcome");
  const missing = missingWords(step, outcome, input);
  if (missing.length > 0)
    throw new Refusal("cases.words_missing", Object.fromEntries(missing.map((word) => [word, outcome])));
  return step;
}
