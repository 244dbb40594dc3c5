import type { ShownPage } from "@allmende/forms";
import { showAnswers } from "@allmende/forms";
import { findText, readStep, wordingIn, type CompiledService, type StepWord } from "@allmende/service-package";
import {
  findFee,
  foldSubmissions,
  getForOffice,
  listHandedIn,
  listSubmissions,
  type Attachment,
  type FeeAssessment,
  type Hand,
} from "../../domains/applications/index.ts";
import {
  composeLetter,
  findClosure,
  findOpenRequest,
  listNotes,
  listSignatures,
  reachOf,
  type Case,
  type Countersignature,
  type Closure,
  type ComposedLetter,
  type InformationRequest,
  type Note,
  type Reach,
} from "../../domains/cases/index.ts";
import { listLetters, type Letter } from "../../domains/letters/index.ts";
import { listMessages, type Message } from "../../domains/messages/index.ts";
import { findPaymentOf, type Payment } from "../../domains/payments/index.ts";
import { listTasks, type Task } from "../../domains/processes/index.ts";
import { findDossier, findReadable } from "../../domains/records/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { listDepartments, listStaff, type Staff } from "../../domains/tenancy/index.ts";
import { listAudit, type AuditLine } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { readerOf } from "./records/reader.ts";
import { processOf, type CaseProcess } from "./process-view.ts";
import { changesOf, storyOf, type CaseStory } from "./story-view.ts";
import { whyOf, type CaseWhy } from "./why-view.ts";
import { stepName } from "./words.ts";

/** What the waiting step offers. */
export interface NextStep {
  task: Task;
  name: string;
  checks: string[];
  /** Who has agreed already, where several must. */
  signatures: readonly Countersignature[];
  /** How it can end; `asks` are the words that must be written for it. */
  outcomes: { value: string; label: string; asks: readonly StepWord[] }[];
}

/** What was typed for a step that could not be completed so: shown again, with what is missing. */
export interface TypedStep {
  words: Partial<Record<StepWord, string>>;
  ticked: readonly string[];
  missing: readonly StepWord[];
}

/** Everything the page of a case shows. */
export interface CaseView {
  found: Case;
  next: NextStep | undefined;
  /** Other steps that wait beside it. */
  beside: { taskId: string; name: string }[];
  typed: TypedStep;
  tasks: { name: string; done: boolean; due: string | null }[];
  pages: ShownPage[];
  /** Who entered answers besides the applicant. */
  hands: readonly Hand[];
  attachments: readonly Attachment[];
  preview: (ComposedLetter & { name: string }) | undefined;
  letters: readonly Letter[];
  request: InformationRequest | undefined;
  requestLabels: string[];
  notes: readonly Note[];
  messages: readonly Message[];
  fee: FeeAssessment | undefined;
  why: CaseWhy;
  payment: Payment | undefined;
  closure: Closure | undefined;
  history: readonly AuditLine[];
  process: CaseProcess;
  story: CaseStory;
  names: ReadonlyMap<string, string>;
  today: string;
  reach: Reach;
  filed: number;
  /** The dossier, where this member of staff may open it. */
  dossier: string | undefined;
}

const untyped: TypedStep = { words: {}, ticked: [], missing: [] };

/** Gathers a case for its page; of several steps that wait, `task` is the one that is looked at. Answers are read as of the day they were submitted, whatever today's rules would ask. */
export async function viewOf(
  scope: TenantScope,
  staff: Staff,
  found: Case,
  { typed = untyped, task: lookedAt = "" }: { typed?: TypedStep; task?: string } = {},
): Promise<CaseView> {
  const service = await loadPinned(scope, found.releaseId);
  const tasks = await listTasks(scope, found.id);
  const open = found.status === "closed" ? [] : tasks.filter(({ doneAt }) => !doneAt);
  const waiting = open.find(({ id }) => id === lookedAt) ?? open.find(({ id }) => id === found.nextTaskId);
  const { applicationId } = found;
  const application = applicationId ? await getForOffice(scope, applicationId) : undefined;
  // The workflow may have moved to a later release; answers are read by the form they were given in.
  const asked = application ? await loadPinned(scope, application.releaseId) : service;
  const wording = wordingIn(asked, "de");
  const submissions = applicationId ? await listSubmissions(scope, applicationId) : [];
  const receivedAt = application?.receivedAt ?? found.receivedAt;
  const next = waiting && nextStep(service, waiting, await listSignatures(scope, found.id, waiting.id));
  const request = await findOpenRequest(scope, found.id);
  const fee = applicationId ? await findFee(scope, applicationId) : undefined;
  const history = await listAudit(scope, found.id);
  const firstLetter = next && firstLetterOf(service);
  const names = new Map<string, string>();
  for (const member of await listStaff(scope)) names.set(`staff:${member.id}`, member.name);
  for (const office of await listDepartments(scope)) names.set(`office:${office.id}`, office.name);
  for (const { id } of fee?.items ?? []) names.set(`text:${id}`, wording.label(id));
  return {
    found,
    next,
    beside: open
      .filter((task) => task !== waiting)
      .map((task) => ({ taskId: task.id, name: stepName(service, task.element) })),
    typed,
    tasks: tasks.map((task) => ({
      name: stepName(service, task.element),
      done: task.doneAt !== null,
      due: task.dueOn,
    })),
    pages: application ? showAnswers(asked.form, foldSubmissions(submissions), wording, { now: receivedAt }) : [],
    hands: submissions[0]?.hands ?? [],
    attachments: applicationId ? await listHandedIn(scope, applicationId) : [],
    preview: firstLetter ? await previewOf(scope, found, service, firstLetter, staff.name) : undefined,
    letters: await listLetters(scope, found.id),
    request,
    requestLabels: request?.items.map(({ path }) => wording.label(path)) ?? [],
    notes: await listNotes(scope, found.id),
    messages: applicationId ? await listMessages(scope, applicationId) : [],
    fee,
    why: await whyOf(scope, found, asked, history),
    payment: applicationId ? await findPaymentOf(scope, applicationId) : undefined,
    closure: found.status === "closed" ? await findClosure(scope, found.id) : undefined,
    history,
    process: await processOf(scope, found.id, service),
    story: { ...(await storyOf(scope, staff, found.id)), changes: changesOf(asked, submissions, receivedAt) },
    names,
    today: legalDay(scope.clock.now()),
    reach: await reachOf(scope, staff, found),
    filed: (await findDossier(scope, found.id))?.documents.length ?? 0,
    dossier: await findReadable(scope, await readerOf(scope, staff), found.id),
  };
}

/** The letter that a decision in favour sends: shown as a preview before anything is decided. */
const firstLetterOf = (service: CompiledService): string | undefined => service.definition.letters[0]?.name;

/** A letter that cannot be composed must not hide its case: the step that sends it will tell. */
async function previewOf(
  scope: TenantScope,
  found: Case,
  service: CompiledService,
  name: string,
  signer: string,
): Promise<(ComposedLetter & { name: string }) | undefined> {
  return composeLetter(scope, found, service, name, {}, { signer })
    .then((letter) => ({ ...letter, name }))
    .catch(() => undefined);
}

function nextStep(service: CompiledService, task: Task, signatures: readonly Countersignature[]): NextStep {
  const { checks, offered: outcomes, asks } = readStep(task.inputs);
  const texts = service.texts.de ?? {};
  return {
    task,
    name: stepName(service, task.element),
    signatures,
    checks: checks.map((id) => findText(texts, id, "label") ?? id),
    outcomes:
      outcomes.length > 0
        ? outcomes.map((value) => ({
            value,
            label: findText(texts, task.element, value) ?? value,
            asks: asks.get(value) ?? [],
          }))
        : [{ value: "done", label: findText(texts, task.element, "done") ?? "Erledigt", asks: [] }],
  };
}
