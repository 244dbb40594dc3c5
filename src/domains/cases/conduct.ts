import type { RunJob, Variables } from "@allmende/bpmn";
import type { Answers } from "@allmende/forms";
import { addDays, addWorkingDays, day, type Land } from "@allmende/deadlines";
import { closureKinds, findText, stepWords, type CompiledService } from "@allmende/service-package";
import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { assessApplication, foldSubmissions, listSubmissions, pushStatus } from "../applications/index.ts";
import { orderRefund } from "../payments/index.ts";
import { cancelProcess, type Conductor, type Task } from "../processes/index.ts";
import { closeDossier } from "../records/index.ts";
import { getOwnTenant, type Tenant } from "../tenancy/index.ts";
import { assignByRule } from "./assign-by-rule.ts";
import type { Case, ClosureKind } from "./case.ts";
import { getCase, insertClosure, lockCase, setDeemedOn, setNext, updateCase } from "./case-store.ts";
import type { LetterInput } from "./compose-letter.ts";
import { sendLetter } from "./send-letter.ts";
import { withdrawQuestions } from "./statement.ts";

/** What the one who completes a step decided and wrote. */
export interface StepInput extends LetterInput {
  outcome?: string;
}

/** What is known when a case opens, so that nothing of it is read again. */
export interface Opening {
  tenant: Tenant;
  answers: Answers;
  opened: Case;
  /** Writes the case's row if it does not stand yet: at the first step that needs it, else with its first task in it. */
  write?: () => Promise<void>;
  stands?: boolean;
}

/** How a case performs the steps its workflow orders: letters are written, the case is closed, in the same commit. */
export async function conductorOf(
  scope: TenantScope,
  { id: caseId, applicationId }: Pick<Case, "id" | "applicationId">,
  service: CompiledService,
  actor: Actor,
  opening?: Opening,
): Promise<Conductor> {
  const [tenant, facts] = await Promise.all([
    opening?.tenant ?? getOwnTenant(scope),
    opening?.answers ?? (applicationId ? listSubmissions(scope, applicationId).then(foldSubmissions) : {}),
  ]);
  const place = { land: tenant.land as Land };
  // Of tasks that wait side by side the case lies where the next one is done; a hand that moved it since is not undone.
  const assignNext = async (next: Task, said: NonNullable<Task["assignment"]>): Promise<void> => {
    // A case opens in the office of its service; that needs no rule.
    const here = service.definition.department;
    if (opening && !said.rule && (said.department ?? here) === here) return;
    await opening?.write?.();
    const found = opening?.opened ?? (await lockCase(scope, caseId));
    if (found.nextTaskId !== next.id) await assignByRule(scope, found, next, said);
  };
  return {
    model: service.workflow,
    // Answers are referenced, not copied: rules of the workflow read them by their ids.
    facts: facts as Variables,
    async perform(job: RunJob, variables: Variables): Promise<Variables | undefined> {
      await opening?.write?.();
      const { type, name, closure } = job.step ?? {};
      const input = wordsIn(variables);
      if (type === "letter" && name) await sendLetter(scope, await getCase(scope, caseId), service, name, input, actor);
      else if (type === "refund") await refund(scope, await getCase(scope, caseId));
      else if (type === "assess") return await assessAnew(scope, await getCase(scope, caseId), service, job, input);
      else if (type === "close" && closure) await closeCase(scope, caseId, service, closure, actor, input);
      else throw new Error(`the workflow orders a step this platform does not know: ${job.element} ${type ?? ""}`);
      return undefined;
    },
    dueOn({ due }) {
      if (!due) return null;
      if ("at" in due) return legalDay(new Date(due.at));
      return addWorkingDays(day(legalDay(new Date(due.after))), due.workingDays, place);
    },
    // Working days end with the day: the timer rings when the next one begins.
    ringsAt(due) {
      if ("at" in due) return new Date(due.at);
      return startOfDay(addDays(addWorkingDays(day(legalDay(new Date(due.after))), due.workingDays, place), 1));
    },
    async waiting([next]) {
      if (next?.assignment) await assignNext(next, next.assignment);
      if (!opening?.write || opening.stands) setNext(scope, caseId, next);
      else if (next)
        Object.assign(opening.opened, {
          nextElement: next.element,
          nextTaskId: next.id,
          dueOn: next.dueOn ?? opening.opened.dueOn,
        });
    },
  };
}

/** What was written for the decision lies in the process, so that a later step, or the same one tried again, has it. */
export function wordsIn(variables: Variables): LetterInput {
  const written = stepWords.flatMap((word) => (typeof variables[word] === "string" ? [[word, variables[word]]] : []));
  return Object.fromEntries(written) as LetterInput;
}

/** Fee or tax as if these answers were given: what was asked for and is not granted ("abweichende Festsetzung"). */
async function assessAnew(
  scope: TenantScope,
  { applicationId }: Case,
  service: CompiledService,
  { inputs }: RunJob,
  { begruendung = "" }: LetterInput,
): Promise<Variables> {
  if (!applicationId) return {};
  const answers = { ...foldSubmissions(await listSubmissions(scope, applicationId)), ...(inputs.answers as Answers) };
  const fee = await assessApplication(scope, service, { id: applicationId, answers, reason: begruendung });
  return { gebuehr: fee?.amount ?? null };
}

/** The workflow gives back what was paid: from here on it is a task of the treasury. */
async function refund(scope: TenantScope, about: Case): Promise<void> {
  if (about.applicationId) await orderRefund(scope, about.applicationId, "refused");
}

/** Ends the case with the closure its service demands. */
async function closeCase(
  scope: TenantScope,
  caseId: string,
  service: CompiledService,
  kind: string,
  actor: Actor,
  input: StepInput,
): Promise<void> {
  if (!closureKinds.includes(kind as ClosureKind)) throw new Error(`the workflow closes with an unknown kind: ${kind}`);
  await endCase(scope, caseId, service, kind as ClosureKind, actor, input);
}

/** A closed case waits for nothing: branches of its workflow that still run end with it. */
export async function stopIfClosed(scope: TenantScope, id: string, conductor: Conductor, actor: Actor): Promise<Case> {
  const after = await lockCase(scope, id);
  if (after.status === "closed") await cancelProcess(scope, id, conductor, actor);
  return after;
}

const withDecision: readonly ClosureKind[] = ["granted", "partly-granted", "refused"];

/** Writes the closure, closes the dossier and tells the application; used by workflow, withdrawal and lapse. */
export async function endCase(
  scope: TenantScope,
  caseId: string,
  service: CompiledService,
  kind: ClosureKind,
  actor: Actor,
  input: StepInput,
  { reason = "", deemedOn }: { reason?: string; deemedOn?: string } = {},
): Promise<void> {
  const open = await lockCase(scope, caseId);
  const now = scope.clock.now();
  const decides = withDecision.includes(kind) || (kind === "acknowledged" && Boolean(input.auflagen));
  const decision = decides ? { reasons: input.begruendung ?? "", stipulations: input.auflagen ?? "" } : null;
  await insertClosure(scope, caseId, { kind, decision, reason, closedBy: actor, closedAt: now });
  await updateCase(scope, { ...open, status: "closed", nextElement: null, nextTaskId: null, dueOn: null, news: null });
  if (open.deemedOn) setDeemedOn(scope, caseId, null);
  withdrawQuestions(scope, caseId);
  await closeDossier(scope, caseId, service.definition.retention);
  if (open.applicationId)
    await pushStatus(scope, open.applicationId, "closed", {
      closure: kind,
      closedAt: now.toISOString(),
      deemedOn,
      request: undefined,
    });
  await audit(scope, { actor, act: "cases.close", subject: caseId, details: { kind } });
}

export const serviceTitle = (service: CompiledService): string =>
  findText(service.texts.de ?? {}, "service", "title") ?? service.definition.slug;
