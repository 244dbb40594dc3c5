import type { Answers, Form, Path } from "@allmende/forms";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { loadPinned } from "../services/index.ts";
import {
  actorOf,
  openStates,
  supplementReceived,
  type Application,
  type Person,
  type Submission,
} from "./application.ts";
import {
  foldSubmissions,
  insertSubmission,
  listSubmissions,
  lockApplication,
  updateApplication,
} from "./application-store.ts";
import { partOfQuestion } from "./invitation.ts";
import { dropUnnamed } from "./named-attachments.ts";

/** Adds a supplement ("Nachreichung"): only the named answers, checked like the first submission. */
export async function addSupplement(
  scope: TenantScope,
  person: Person,
  id: string,
  changes: Answers,
  message: string,
): Promise<Submission> {
  const application = await lockApplication(scope, person, id);
  if (!openStates.includes(application.status) || application.status === "awaiting-payment")
    throw new Refusal("applications.not_open", { status: application.status });
  const service = await loadPinned(scope, application.releaseId);
  if (Object.keys(changes).some((path) => partOfQuestion(service.form, path) !== undefined))
    throw new Refusal("applications.own_part");
  const now = scope.clock.now();
  const before = await listSubmissions(scope, id);
  const answers = { ...foldSubmissions(before), ...changes };
  const wrong = service.form
    .check(answers, { now })
    .filter((problem) => Object.hasOwn(changes, problem.path.split(".")[0] ?? ""));
  if (wrong.length > 0) throw new Refusal("applications.incomplete", { count: wrong.length, first: wrong[0]!.path });
  const submission: Submission = {
    id: newId(now),
    applicationId: id,
    number: before.length + 1,
    kind: "supplement",
    releaseId: application.releaseId,
    answers: changes,
    enteredBy: actorOf(person),
    hands: [],
    at: now,
  };
  await insertSubmission(scope, { ...submission, consent: {} });
  const uploads = Object.keys(changes).filter((path) => isUpload(service.form, path));
  if (uploads.length > 0) await dropUnnamed(scope, id, uploads, [...before.map((one) => one.answers), changes]);
  const supplemented: Application = { ...application, answers, savedAt: now };
  await updateApplication(scope, supplemented);
  await audit(scope, {
    actor: actorOf(person),
    act: "applications.supplement",
    subject: id,
    details: { submission: submission.id },
  });
  const changed = Object.keys(changes) as Path[];
  await scope.emit(supplementReceived, { application: supplemented, submission, changed, message });
  return submission;
}

function isUpload(form: Form, path: Path): boolean {
  const node = form.field(path);
  return node?.kind === "field" && node.type.uploads === true;
}
