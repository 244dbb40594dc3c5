import { postedAt, type AnswerProblem, type Answers, type FieldNode, type FileRef, type Path } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import { attachFiles, listAttachments, type Application, type Person } from "../../domains/applications/index.ts";
import type { InformationRequest } from "../../domains/cases/index.ts";
import type { Message } from "../../domains/messages/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { PostedForm } from "../read-form.ts";

/** What a citizen posted in answer to a request: either everything fits, or nothing is handed in and each fault is named. */
export interface PostedSupplement {
  changes: Answers;
  message: string;
  problems: AnswerProblem[];
  typed: PostedForm;
  /** Files that arrived well while something else was wrong: nobody chooses them a second time. */
  kept: ReadonlyMap<Path, readonly FileRef[]>;
}

/** The box for the message, among the paths of problems. */
export const messagePath = "nachricht";
const mostMessage = 5000;

/** The questions of a request that wait for an answer. */
export const openQuestions = (service: CompiledService, request: InformationRequest) =>
  request.items.flatMap((item) => {
    const node = service.form.field(item.path);
    return !item.answered && node?.kind === "field" ? [{ ...item, node }] : [];
  });

/** The same page sent a second time: it answers only what was answered meanwhile, and says nothing new. */
export function isSentAgain(
  { items }: InformationRequest,
  typed: PostedForm,
  messages: readonly Pick<Message, "sender" | "body">[],
): boolean {
  const names = [
    ...typed.entries.filter(([, value]) => value.trim() !== "").map(([name]) => name),
    ...typed.files.map(({ path }) => path),
  ];
  const fills = (answered: boolean): boolean =>
    items.some(
      (item) =>
        item.answered === answered && names.some((name) => name === item.path || name.startsWith(`${item.path}.`)),
    );
  const message = typed.one(messagePath).trim();
  const said = message === "" || messages.some(({ sender, body }) => sender === "citizen" && body === message);
  return said && fills(true) && !fills(false);
}

export async function readSupplement(
  scope: TenantScope,
  person: Person,
  {
    application,
    service,
    request,
  }: { application: Application; service: CompiledService; request: InformationRequest },
  typed: PostedForm,
): Promise<PostedSupplement> {
  const changes: Answers = {};
  const problems: AnswerProblem[] = [];
  const kept = new Map<Path, readonly FileRef[]>();
  const asked = openQuestions(service, request);
  for (const { path, node, reason } of asked) {
    if (node.type.uploads) {
      const { refs, faults } = await takeFiles(scope, person, application, node, typed);
      problems.push(...faults);
      kept.set(path, refs);
      if (refs.length > 0) changes[path] = withEarlier(node, application.answers[path], refs, reason === "missing");
      continue;
    }
    const reading = node.type.read(postedAt(node, path, { values: typed.all }), node.field);
    if (reading.value !== undefined) changes[path] = reading.value;
    if (!("fault" in reading)) continue;
    const { part, code, details } = reading.fault;
    problems.push({ path: part ? `${path}.${part}` : path, code, ...(details && { details }) });
  }
  const message = typed.one(messagePath);
  if (message.length > mostMessage)
    problems.push({ path: messagePath, code: "tooLong", details: { max: mostMessage, length: message.length } });
  const unread = new Set(problems.map(({ path }) => path.split(".")[0]));
  if (Object.keys(changes).length === 0 && problems.length === 0)
    problems.push(...asked.slice(0, 1).map(({ path, node }) => ({ path, code: node.type.missing ?? "requiredText" })));
  const wrong = service.form
    .check({ ...application.answers, ...changes }, { now: scope.clock.now() })
    .filter(({ path }) => Object.hasOwn(changes, path.split(".")[0]!) && !unread.has(path.split(".")[0]));
  return { changes, message, problems: [...problems, ...wrong], typed, kept };
}

/**
 * What was missing comes to the files that are there; what was unreadable, wrong or outdated takes their place, and so
 * does what has no room beside them. What was submitted first stays as it was: submissions are immutable.
 */
function withEarlier({ field, type }: FieldNode, before: unknown, refs: readonly FileRef[], add: boolean): FileRef[] {
  const all = [...((before as FileRef[] | undefined) ?? []), ...refs];
  const room = field.type === "file" && all.length <= field.maxFiles && !type.onlyOne?.(field);
  return add && room ? all : [...refs];
}

/** New files, and those that a post before this one left behind. */
async function takeFiles(
  scope: TenantScope,
  person: Person,
  { id, answers }: Application,
  { field }: FieldNode,
  typed: PostedForm,
): Promise<{ refs: FileRef[]; faults: AnswerProblem[] }> {
  if (field.type !== "file") return { refs: [], faults: [] };
  const { refs, problems } = await attachFiles(
    scope,
    person,
    id,
    field,
    typed.files.filter(({ path }) => path === field.id),
  );
  const notKept = typed.notKept
    .filter(({ path }) => path === field.id)
    .map(({ path, name, code }) => ({ path, code, details: { name, max: field.maxMegabytes } }));
  const wanted = new Set(typed.all(keptName(field.id)));
  const submitted = new Set(((answers[field.id] as FileRef[] | undefined) ?? []).map(({ attachment }) => attachment));
  const waiting = wanted.size === 0 ? [] : await listAttachments(scope, id);
  const again = waiting.filter((file) => wanted.has(file.id) && file.path === field.id && !submitted.has(file.id));
  // Scanned since it was uploaded: nobody could open it, and so it answers nothing.
  const infected = again
    .filter(({ scan }) => scan === "infected")
    .map(({ path, name }) => ({ path, code: "fileInfected", details: { name } }));
  const earlier = again
    .filter(({ scan }) => scan !== "infected")
    .map(({ id: attachment, name, size, type }) => ({ attachment, name, size, type }));
  return { refs: [...earlier, ...refs], faults: [...notKept, ...infected, ...problems] };
}

/** Under which name a page posts again the files that are kept. */
export const keptName = (path: Path): string => `${path}._da`;
