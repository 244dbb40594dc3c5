import { Hono } from "hono";
import { showAnswers, type AnswerProblem, type FileRef, type Path } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import {
  attachFiles,
  getApplication,
  savePage,
  type Application,
  type Person,
  type SavedPage,
} from "../../domains/applications/index.ts";
import { formToken, prolongSession, type Session } from "../../domains/identity/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { ensureSecret, findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import type { PostedForm } from "../read-form.ts";
import { frameOf, wordingFor } from "./frame.ts";
import { filesOn, storedFiles } from "./stored-files.ts";
import { findCitizen, homeOf, personOf, seatOf } from "./person.ts";
import { prefilledOn } from "./prefill.ts";
import { asHtml, savedWords, stepPage } from "./step-page.tsx";
import { postedWithFiles } from "./posted.ts";

/** The pages of a draft: shown, and saved. */
export const draftRoutes = new Hono<WebEnvironment>();

draftRoutes.get("/antraege/:id/seiten/:page", async (c) => {
  const { tenant } = portalOf(c);
  const { id, page } = c.req.param();
  const { database } = c.env.house;
  const [citizen, draft] = await database.readTenant(tenant.id, (scope) => {
    const session = findCitizen(c, scope);
    return Promise.all([session, getApplication(scope, session.then(personOf), id)]);
  });
  const { service, files } = await database.withTenant(tenant.id, async (scope) => {
    const pinned = await loadPinned(scope, draft.releaseId);
    return { service: pinned, files: await filesOn(scope, pinned, page, draft) };
  });
  const home = homeOf(c, id);
  if (draft.status !== "draft") return c.redirect(home, 303);
  const path = service.form.ownPages(service.form.walk(draft.answers, { now: c.env.house.clock.now() }));
  if (!path.includes(page)) return c.notFound();
  const before = path[path.indexOf(page) - 1];
  const frame = frameOf(c, citizen, draft);
  return c.body(
    stepPage(frame, {
      service,
      page,
      action: `${home}/seiten/${page}`,
      answers: draft.answers,
      unread: draft.unread,
      problems: [],
      ...(files.length > 0 && { stored: storedFiles(files, home, frame.t) }),
      prefilled: prefilledOn(service.form, page, draft.entered),
      token: formToken(ensureSecret(c, seatOf(c).area)),
      revision: draft.revision,
      savedAt: draft.savedAt,
      keptUntil: draft.expiresAt,
      ...(citizen && !citizen.staffId && { sessionEnds: citizen.expiresAt }),
      back: before ? `${home}/seiten/${before}` : beforeFirst(c, draft),
      now: c.env.house.clock.now(),
      ...(c.req.query("mehr") && { more: { path: c.req.query("mehr")!, count: Number(c.req.query("anzahl")) || 1 } }),
    }),
    200,
    asHtml,
  );
});

draftRoutes.post("/antraege/:id/seiten/:page", async (c) => {
  const { tenant } = portalOf(c);
  const { id, page } = c.req.param();
  const form = await postedWithFiles(c);
  return c.env.house.database.withTenant(tenant.id, async (scope) => {
    const session = await findCitizen(c, scope);
    const draft = await getApplication(scope, personOf(session), id);
    const service = await loadPinned(scope, draft.releaseId);
    return save(c, scope, session!, draft, service, page, form, Number(form.one("_stand")) || 0);
  });
});

/** Saves a posted page and says where to go: next page, same page with errors, or a rest. */
export async function save(
  c: WebContext,
  scope: TenantScope,
  session: Session,
  draft: Application,
  service: CompiledService,
  page: string,
  form: PostedForm,
  revision: number,
): Promise<Response> {
  const person = personOf(session);
  const { files, problems: fileProblems } = await attachPosted(scope, person, draft, service, form);
  const remove = form.one("_entfernen");
  const saved = await savePage(
    scope,
    person,
    draft.id,
    page,
    { values: form.all, files, ...(remove && { remove }) },
    revision,
  );
  const { application } = saved;
  const sessionEnds = await prolongSession(scope, session);
  if (form.one("_still")) return savedQuietly(c, saved, sessionEnds);
  const base = homeOf(c, draft.id);
  const now = scope.clock.now();
  const path = service.form.ownPages(service.form.walk(application.answers, { now }));
  const show = async (problems: AnswerProblem[], status: 200 | 409 | 422): Promise<Response> => {
    const frame = frameOf(c, session, application);
    const stored = await filesOn(scope, service, page, application);
    return c.body(
      stepPage(frame, {
        service,
        page,
        action: `${base}/seiten/${page}`,
        answers: application.answers,
        unread: application.unread,
        problems,
        ...(stored.length > 0 && { stored: storedFiles(stored, base, frame.t) }),
        token: formToken(findSecret(c, seatOf(c).area) ?? ""),
        revision: application.revision,
        savedAt: application.savedAt,
        keptUntil: application.expiresAt,
        ...(!session.staffId && { sessionEnds }),
        back: path.indexOf(page) > 0 ? `${base}/seiten/${path[path.indexOf(page) - 1]}` : beforeFirst(c, draft),
        now,
        ...(saved.conflict && { conflict: conflictOf(c, service, page, saved.conflict, now) }),
      }),
      status,
      asHtml,
    );
  };
  if (saved.conflict) return show([], 409);
  if (form.one("_spaeter")) return c.redirect(`${base}/spaeter`, 303);
  if (remove || (form.one("_ersetzen") && fileProblems.length === 0)) return c.redirect(`${base}/seiten/${page}`, 303);
  const more = form.one("_mehr");
  if (more) {
    const query = new URLSearchParams({ mehr: more, anzahl: String((Number(form.one(`${more}._anzahl`)) || 0) + 1) });
    return c.redirect(`${base}/seiten/${page}?${query}#${encodeURIComponent(more.replaceAll(".", "-"))}`, 303);
  }
  const problems = [
    ...fileProblems,
    ...saved.problems.filter((problem) => !fileProblems.some((other) => other.path === problem.path)),
  ];
  if (problems.length > 0) return show(problems, 422);
  const next = path[path.indexOf(page) + 1];
  return c.redirect(next ? `${base}/seiten/${next}` : `${base}/pruefen`, 303);
}

/** What lies before the first page. */
const beforeFirst = (c: WebContext, { slug }: Application): string =>
  seatOf(c).area === "amt" ? "/amt/antrag-aufnehmen" : `/leistungen/${slug}`;

/** What the autosave hears: the new state, or that somebody else wrote meanwhile. Problems wait for "Weiter". */
function savedQuietly(c: WebContext, { application, conflict }: SavedPage, ends: Date): Response {
  if (conflict) return c.json({}, 409);
  const saved = savedWords(frameOf(c), application.savedAt, application.expiresAt);
  return c.json({ stand: application.revision, saved, ends });
}

function conflictOf(c: WebContext, service: CompiledService, page: string, other: Application, now: Date) {
  const wording = wordingFor(frameOf(c), service);
  const shown = showAnswers(service.form, other.answers, wording, { now }).find(({ id }) => id === page);
  return {
    entries: shown?.groups.flatMap((group) => group.entries).map(({ label, lines }) => ({ label, lines })) ?? [],
  };
}

async function attachPosted(
  scope: TenantScope,
  person: Person,
  draft: Application,
  service: CompiledService,
  form: PostedForm,
): Promise<{ files: Map<Path, FileRef[]>; problems: AnswerProblem[] }> {
  const files = new Map<Path, FileRef[]>();
  const fieldAt = (path: Path) => {
    const node = service.form.at(path);
    return node?.kind === "field" && node.field.type === "file" ? node.field : undefined;
  };
  const problems: AnswerProblem[] = form.notKept.flatMap(({ path, name, code }) => {
    const field = fieldAt(placeOf(path));
    return field ? { path: placeOf(path), code, details: { name, max: field.maxMegabytes } } : [];
  });
  for (const posted of new Set(form.files.map((file) => file.path))) {
    const path = placeOf(posted);
    const field = fieldAt(path);
    if (!field) continue;
    const taken = await attachFiles(
      scope,
      person,
      draft.id,
      field,
      form.files.filter((file) => file.path === posted).map((file) => ({ ...file, path })),
    );
    files.set(posted, taken.refs);
    problems.push(...taken.problems);
  }
  return { files, problems };
}

/** The question a file was posted for; one in another's place names that behind a colon. */
const placeOf = (posted: string): Path => posted.split(":")[0]!;
