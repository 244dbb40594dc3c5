import type { AnswerProblem, Answers, PageInput } from "@allmende/forms";
import { canonical, describeApplication, type CompiledService } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { loadPinned, type Release } from "../services/index.ts";
import { actorOf, namedByHand, type Application, type Person } from "./application.ts";
import {
  deleteApplication,
  findDraftOf,
  insertApplication,
  insertParticipant,
  lockApplication,
  updateApplication,
} from "./application-store.ts";
import { dropAttachments } from "./named-attachments.ts";

/** A draft lives 30 days after its last save. */
export const draftDays = 30;

const dayMs = 86_400_000;
/** A new beginning this short after the last is the same one, clicked again. */
export const clickMs = 30_000;

/** Whether a service takes applications: trials while it is tried, others only when it is live (fault T7). */
export const isOffered = ({ status }: Pick<Release, "status">, mode: Application["mode"]): boolean =>
  status === "live" || (status === "test" && mode === "trial");

/** Until when a draft is kept that is saved now. */
export const endOfDraft = (savedAt: Date): Date => new Date(savedAt.getTime() + draftDays * dayMs);

/**
 * The draft of a service that its first page is saved into: the one the person has already (a second click, a second
 * tab), else a new one; with `anew` a further one, unless that was begun this moment. Two first saves at once wait for each other (fault R5).
 */
export async function findOrStartDraft(
  scope: TenantScope,
  person: Person,
  start: { release: Release; language: string; answers?: Answers; entered?: Application["entered"] },
  { anew = false }: { anew?: boolean } = {},
): Promise<{ draft: Application; started: boolean }> {
  const line = `draft ${scope.tenant} ${person.accountId ?? person.sessionId} ${start.release.slug}`;
  await rows(scope, sql`select pg_advisory_xact_lock(hashtextextended(${line}, 0))`);
  const draft = await findDraftOf(scope, person, start.release.slug);
  const another = anew && draft !== undefined && scope.clock.now().getTime() - draft.createdAt.getTime() > clickMs;
  return draft && !another
    ? { draft, started: false }
    : { draft: await startDraft(scope, person, start), started: true };
}

/** Starts an application with its first saved page; the release is pinned from here on. */
export async function startDraft(
  scope: TenantScope,
  person: Person,
  {
    release,
    language,
    mode = "live",
    email = null,
    answers = {},
    entered = {},
    intake,
  }: {
    release: Release;
    language: string;
    mode?: "live" | "trial";
    email?: string | null;
    answers?: Answers;
    /** Which of the answers come from the account or a link. */
    entered?: Application["entered"];
    /** A caseworker fills it in with the applicant, who is known to this extent. */
    intake?: { source: "counter" | "phone"; applicant: string; identifiedBy: string };
  },
): Promise<Application> {
  if (!isOffered(release, mode)) throw new Refusal("services.not_offered", { slug: release.slug });
  const now = scope.clock.now();
  const application: Application = {
    id: newId(now),
    releaseId: release.id,
    declinedReleaseId: null,
    followedRevision: null,
    slug: release.slug,
    mode,
    source: intake?.source ?? "online",
    language,
    accountId: person.accountId,
    status: "draft",
    revision: 1,
    answers,
    unread: {},
    entered,
    subject: "",
    applicant: intake?.applicant ?? "",
    fileReference: null,
    progress: {},
    createdAt: now,
    savedAt: now,
    expiresAt: endOfDraft(now),
    receivedAt: null,
  };
  await insertApplication(scope, application);
  await insertParticipant(scope, application.id, {
    accountId: person.accountId,
    sessionId: person.accountId || intake ? null : person.sessionId,
    name: intake?.applicant ?? "",
    identifiedBy: intake?.identifiedBy ?? (person.accountId ? "account" : "none"),
    channel: person.accountId ? "inbox" : intake && !email ? "post" : "mail",
    email,
  });
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.start",
    subject: application.id,
    details: { slug: release.slug, mode, ...(intake && { source: intake.source }) },
  });
  return application;
}

export interface SavedPage {
  application: Application;
  service: CompiledService;
  /** What is wrong on this page; empty means the person may go on. */
  problems: AnswerProblem[];
  /** Another device saved meanwhile: its answers, as they were before this save was asked for. */
  conflict?: Application;
}

/**
 * Saves one page of a draft. What can be read is kept even when something is wrong. A save that does not know the
 * latest revision changes nothing and gets the other writer's draft to show beside its own words.
 */
export async function savePage(
  scope: TenantScope,
  person: Person,
  id: string,
  page: string,
  input: PageInput,
  revision: number,
): Promise<SavedPage> {
  const draft = await lockApplication(scope, person, id);
  if (draft.status !== "draft") throw new Refusal("applications.already_submitted");
  const service = await loadPinned(scope, draft.releaseId);
  if (!service.form.page(page)) {
    // The draft has followed a newer version in another window: what was typed here is shown again.
    if (revision < (draft.followedRevision ?? 0)) throw new Refusal("applications.page_gone");
    throw new NotFound("page");
  }
  // What another person fills in by a link is not the applicant's to say.
  if (service.form.partOf(page)) throw new NotFound("page");
  const now = scope.clock.now();
  const reading = service.form.read(page, input, draft.answers);
  const checked = service.form.check(reading.answers, { now, page });
  const unreadable = new Set(reading.faults.map((fault) => fault.path));
  const problems = [...reading.faults, ...checked.filter((problem) => !unreadable.has(problem.path))];
  const otherPages = Object.fromEntries(
    Object.entries(draft.unread).filter(([path]) => service.form.pageOf(path) !== page),
  );
  const { subject, applicant } = describeApplication(service, reading.answers, now);
  const next: Application = {
    ...draft,
    answers: reading.answers,
    unread: { ...otherPages, ...reading.unread },
    entered: enteredBy(person, draft, reading.answers, (key) => service.form.pageOf(key) === page),
    subject,
    applicant: applicant || namedByHand(draft),
    revision: draft.revision + 1,
    savedAt: now,
    expiresAt: endOfDraft(now),
  };
  // The same words once more (a second click, a retry after a lost answer) are no second writer's.
  const same = isSame(next, draft);
  const kept = same ? { ...next, revision: draft.revision } : next;
  if (revision !== draft.revision && !same)
    return { application: { ...next, revision: draft.revision }, service, problems, conflict: draft };
  await updateApplication(scope, kept);
  dropAttachments(scope, id, draft.answers, kept.answers);
  return { application: kept, service, problems };
}

/** Who entered each answer now: a caseworker what they changed; what applicants send themselves is theirs again. */
function enteredBy(
  person: Person,
  { answers: before, entered }: Application,
  after: Answers,
  isHere: (key: string) => boolean,
): Application["entered"] {
  if (!person.staffId && Object.keys(entered).length === 0) return entered;
  const others = Object.entries(entered).filter(([key]) => key in after && (person.staffId || !isHere(key)));
  const changed = Object.keys(after).filter((key) => canonical([before[key] ?? null]) !== canonical([after[key]]));
  return Object.fromEntries([...others, ...(person.staffId ? changed.map((key) => [key, actorOf(person)]) : [])]);
}

const isSame = (one: Application, other: Application): boolean =>
  canonical({ ...one.answers, "": one.unread }) === canonical({ ...other.answers, "": other.unread });

/** Throws a draft away, by the person's own wish. */
export async function discardDraft(scope: TenantScope, person: Person, id: string): Promise<void> {
  const draft = await lockApplication(scope, person, id);
  if (draft.status !== "draft") throw new Refusal("applications.already_submitted");
  await deleteApplication(scope, id);
  await audit(scope, { actor: actorOf(person), act: "applications.discard", subject: id });
}
