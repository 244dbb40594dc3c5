import { Hono } from "hono";
import { templateTexts, type EditProblem } from "@allmende/service-package";
import { composeLetter, draftLetter, getSeenCase, letterSource } from "../../domains/cases/index.ts";
import { findLetterDraft, listLetterDrafts } from "../../domains/letters/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { listStaff, type Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import type { WebContext, WebEnvironment } from "../environment.ts";
import { de } from "../ui/texts/de.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { letterDraftPage, type LetterDraftView } from "./letter-draft-page.tsx";

/** A letter's own words for one case, before it goes out. */
export const letterDrafts = new Hono<WebEnvironment>();

const place = "/vorgaenge/:id/entwurf/:letter";

letterDrafts.get(place, (c) =>
  asStaff(c, async (scope, staff) => {
    const [id, letter] = [c.req.param("id"), c.req.param("letter")];
    const draft = await findLetterDraft(scope, id, letter);
    return c.html(await page(c, scope, staff, { id, letter, texts: draft?.edits ?? {} }));
  }),
);

letterDrafts.post(place, (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const [id, letter] = [c.req.param("id"), c.req.param("letter")];
    const after = Number(form.one("fassung")) || 0;
    const fetched = form.one("fassung-holen");
    const typed = Object.fromEntries(form.entries.map(([name]) => [name, form.one(name).replaceAll("\r\n", "\n")]));
    const version = (await listLetterDrafts(scope, id, letter)).find(({ number }) => String(number) === fetched);
    // A version that is fetched back, or the template, becomes the newest one.
    const texts = fetched === "" ? typed : (version?.edits ?? {});
    let problems: ReadonlyMap<string, EditProblem> = new Map();
    try {
      problems = await scope.trx.attempt(() => draftLetter(scope, staff, id, letter, { texts, after }));
      if (problems.size === 0) return c.redirect(`/amt/vorgaenge/${id}/entwurf/${letter}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Whatever is refused, what was typed stands there again; of two writers the later goes on from the other's version.
      const changed = error.code === "letters.draft_changed";
      const conflict = de.refusals[error.code] ?? error.code;
      return c.html(await page(c, scope, staff, { id, letter, texts, conflict, ...(!changed && { after }) }), 409);
    }
    return c.html(await page(c, scope, staff, { id, letter, texts, problems, after }), 422);
  }),
);

async function page(
  c: WebContext,
  scope: TenantScope,
  staff: Staff,
  {
    id,
    letter,
    texts,
    problems = new Map(),
    conflict,
    after,
  }: Pick<LetterDraftView, "letter" | "texts"> & { id: string } & Partial<
      Pick<LetterDraftView, "problems" | "conflict" | "after">
    >,
): Promise<string> {
  const found = await getSeenCase(scope, staff, id);
  const service = await loadPinned(scope, found.releaseId);
  const versions = await listLetterDrafts(scope, id, letter);
  return letterDraftPage(await frameFor(c, scope, staff), {
    found,
    letter,
    letters: service.definition.letters.map(({ name }) => ({
      name,
      title: titleOf(letterSource(service, name)),
    })),
    blocks: templateTexts(letterSource(service, letter)),
    texts,
    after: after ?? versions[0]?.number ?? 0,
    versions,
    preview: await composeLetter(scope, found, service, letter, {}, { signer: staff.name }).catch(() => undefined),
    names: new Map((await listStaff(scope)).map((member) => [`staff:${member.id}`, member.name])),
    problems,
    conflict,
  });
}

/** The subject of a template, with a gap where something is inserted. */
const titleOf = (source: string): string =>
  (templateTexts(source).find(({ id }) => id === "betreff")?.text ?? "").replaceAll(/\{[^{}]*\}/g, "…");
