import { compile } from "@allmende/feel";
import {
  applyEdits,
  letterNames,
  templateTexts,
  type CompiledService,
  type EditProblem,
  type LetterEdits,
  type LetterTemplate,
} from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { addLetterDraft, findLetterDraft } from "../letters/index.ts";
import { loadPinned } from "../services/index.ts";
import { checkLength } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";

/** The German template of a letter as it was written; NotFound when the service has none of that name. */
export function letterSource(service: CompiledService, name: string): string {
  const source = Object.hasOwn(service.letterSources, name) ? service.letterSources[name]?.de : undefined;
  if (source === undefined) throw new NotFound("letter");
  return source;
}

/**
 * The template with a case's own words, or what does not fit. Where nobody applied there are no answers: words may stand in
 * their place.
 */
export function withEdits(
  { applicationId }: Pick<Case, "applicationId">,
  service: CompiledService,
  name: string,
  edits: LetterEdits,
) {
  const names = [...service.form.names, ...letterNames];
  const answered = new Set<string>([...service.form.names, "gebuehr"]);
  const isAnswer = (placeholder: string): boolean => {
    const compiled = compile(placeholder.split("|")[0]!, { names });
    return compiled.ok && compiled.expression.names.some((read) => answered.has(read));
  };
  return applyEdits(letterSource(service, name), edits, "de", names, applicationId ? undefined : isAnswer);
}

/** The template that is filled for a case: with its own words where somebody wrote some. */
export async function templateFor(
  scope: TenantScope,
  about: Pick<Case, "id" | "applicationId">,
  service: CompiledService,
  name: string,
): Promise<LetterTemplate | undefined> {
  const draft = await findLetterDraft(scope, about.id, name);
  if (!draft || Object.keys(draft.edits).length === 0) return service.letters.get(name)?.get("de");
  const applied = withEdits(about, service, name, draft.edits);
  // A later release has another template: what was written must be looked at, never be dropped silently.
  if (!applied.ok) throw new Refusal("letters.draft_misfits");
  return applied.letter;
}

/** What is wrong with a draft, by block; empty when it was saved. */
export type DraftProblems = ReadonlyMap<string, EditProblem>;

/**
 * Saves a caseworker's own words for a letter that has not gone out yet, as a new version; what equals the template is
 * no edit. Refuses `cases.closed`, `letters.draft_changed` and texts that are too long.
 */
export async function draftLetter(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  name: string,
  { texts, after }: { texts: LetterEdits; after: number },
): Promise<DraftProblems> {
  const found = await enterOpenCase(scope, id, caseworker);
  const service = await loadPinned(scope, found.releaseId);
  const edits: Record<string, string> = {};
  for (const { id: block, text } of templateTexts(letterSource(service, name))) {
    const typed = texts[block]?.replaceAll("\r\n", "\n").trim();
    checkLength(typed);
    if (typed !== undefined && typed !== text) edits[block] = typed;
  }
  const applied = withEdits(found, service, name, edits);
  if (!applied.ok) return applied.problems;
  const number = await addLetterDraft(scope, id, name, { edits, writtenBy: actorOf(caseworker), after });
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.draft-letter",
    subject: id,
    details: { letter: name, number, blocks: Object.keys(edits).length },
  });
  return new Map();
}
