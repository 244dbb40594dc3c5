import { Hono } from "hono";
import { Wording, showAnswers, type AnswerProblem, type FileRef, type Path } from "@allmende/forms";
import { assessFee, textsIn, type CompiledService } from "@allmende/service-package";
import {
  answersToCopy,
  attachFiles,
  findDraftOf,
  findInfected,
  findOrStartDraft,
  getApplication,
  savePage,
  submitApplication,
  type Application,
  type Person,
  type SavedPage,
} from "../../domains/applications/index.ts";
import { formToken, prolongSession, type Session } from "../../domains/identity/index.ts";
import { startPayment, findPaymentOf } from "../../domains/payments/index.ts";
import { findCurrentRelease, loadPinned, loadService } from "../../domains/services/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { ensureSecret, findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { checkOrigin, checkToken } from "../guard.ts";
import { readForm, type PostedForm } from "../read-form.ts";
import { checkPage } from "./check-page.tsx";
import { eligibilityPage } from "./eligibility-page.tsx";
import { askingOf, chosenBefore, mustAskFirst, startOf } from "./eligibility-routes.tsx";
import { frameOf } from "./frame.ts";
import { placePage, messagePage } from "./plain-pages.tsx";
import { ensureCitizen, findCitizen, personOf } from "./person.ts";
import { asHtml, savedWords, stepPage } from "./step-page.tsx";

/** From "Jetzt anmelden" to the submission. */
export const draftRoutes = new Hono<WebEnvironment>();

draftRoutes.get("/leistungen/:slug/antrag", async (c) => {
  const { tenant, directory } = portalOf(c);
  const frame = frameOf(c);
  const slug = c.req.param("slug");
  const found = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const release = await findCurrentRelease(scope, slug);
    if (!release) return undefined;
    const citizen = await findCitizen(c, scope);
    const draft = citizen && (await findDraftOf(scope, personOf(citizen), slug));
    const service = await loadService(scope, release);
    const copied = c.req.query("vorlage");
    const copy = copied === undefined ? {} : await answersToCopy(scope, personOf(citizen), copied, service);
    return { release, service, draft, copy };
  });
  if (!found || found.release.status !== "live")
    return c.html(messagePage(frame, { title: frame.t.gone, text: frame.t.goneText }), found ? 410 : 404);
  const { service, draft } = found;
  // One draft per service: whoever comes back goes on where they stopped (fault R5).
  if (draft && c.req.query("neu") === undefined) return c.redirect(`/antraege/${draft.id}/weiter`, 303);

  const { competence } = service.definition;
  let prefilled: string | undefined;
  if (competence.rule === "place") {
    const place = c.req.query("ort");
    const places = directory.tenants
      .filter(({ kind }) => kind === "municipality")
      .map(({ slug: value, shortName }) => ({ value, label: shortName }));
    if (place === undefined)
      return c.html(placePage(frame, service, competence.question, { places, hidden: chosenBefore(c) }));
    if (place === "")
      return c.html(
        placePage(frame, service, competence.question, {
          places,
          hidden: chosenBefore(c),
          problem: frame.t.refusals["applications.incomplete"],
        }),
        422,
      );
    const competent = directory.tenants.find((candidate) => candidate.slug === place);
    if (!competent) return c.html(messagePage(frame, { title: frame.t.placeNobody, text: frame.t.placeNobodyText }));
    if (competent.id !== tenant.id) {
      const href = `${c.env.addresses.of(competent.host)}/leistungen/${slug}/antrag?ort=${competent.slug}`;
      return c.html(
        messagePage(frame, {
          title: frame.t.placeOther(competent.name),
          text: frame.t.placeOtherText(competent.name),
          children: (
            <p class="al-form__end">
              <a class="kern-btn kern-btn--primary" href={href}>
                <span class="kern-label">{frame.t.placeGoOn(competent.name)}</span>
              </a>
            </p>
          ),
        }),
      );
    }
    prefilled = competent.shortName;
  }
  const answers = {
    ...found.copy,
    ...(competence.rule === "place" && competence.fills && prefilled && { [competence.fills]: prefilled }),
  };
  const now = c.env.house.clock.now();
  const token = formToken(ensureSecret(c, "portal"));
  if (mustAskFirst(c, service)) {
    const view = { service, action: askingOf(c, slug), token, now };
    return c.html(eligibilityPage(frame, { ...view, answers: {}, unread: {}, problems: [] }));
  }
  const first = service.form.pages[0]!.id;
  return c.body(
    stepPage(frame, {
      service,
      page: first,
      action: startOf(c, slug),
      answers,
      unread: {},
      problems: [],
      token,
      revision: 0,
      back: `/leistungen/${slug}`,
      now,
    }),
    200,
    asHtml,
  );
});

draftRoutes.post("/leistungen/:slug/antrag", async (c) => {
  checkOrigin(c);
  const { tenant } = portalOf(c);
  const form = await readForm(c, {
    store: c.env.house.files,
    tenant: tenant.id,
    secret: findSecret(c, "portal"),
  });
  checkToken(form, findSecret(c, "portal"));
  return c.env.house.database.withTenant(tenant.id, async (scope) => {
    const release = await findCurrentRelease(scope, c.req.param("slug"));
    if (release?.status !== "live") throw new Refusal("services.not_offered");
    const newest = await loadService(scope, release);
    if (mustAskFirst(c, newest)) return c.redirect(startOf(c, release.slug), 303);
    const session = await ensureCitizen(c, scope);
    const person = personOf(session);
    const copied = c.req.query("vorlage");
    const answers = copied === undefined ? {} : await answersToCopy(scope, person, copied, newest);
    const start = { release, language: c.env.language, answers };
    const { draft, started } = await findOrStartDraft(scope, person, start, { anew: c.req.query("neu") !== undefined });
    const service = await loadPinned(scope, draft.releaseId);
    return save(c, scope, session, draft, service, newest.form.pages[0]!.id, form, started ? draft.revision : 0);
  });
});

draftRoutes.get("/antraege/:id/seiten/:page", async (c) => {
  const { tenant } = portalOf(c);
  const { id, page } = c.req.param();
  const { database } = c.env.house;
  const [citizen, draft] = await database.readTenant(tenant.id, (scope) => {
    const session = findCitizen(c, scope);
    return Promise.all([session, getApplication(scope, session.then(personOf), id)]);
  });
  const service = await database.withTenant(tenant.id, (scope) => loadPinned(scope, draft.releaseId));
  if (draft.status !== "draft") return c.redirect(`/antraege/${id}`, 303);
  const path = service.form.walk(draft.answers, { now: c.env.house.clock.now() }).pages;
  if (!path.includes(page)) return c.notFound();
  const before = path[path.indexOf(page) - 1];
  return c.body(
    stepPage(frameOf(c, citizen), {
      service,
      page,
      action: `/antraege/${id}/seiten/${page}`,
      answers: draft.answers,
      unread: draft.unread,
      problems: [],
      token: formToken(ensureSecret(c, "portal")),
      revision: draft.revision,
      savedAt: draft.savedAt,
      keptUntil: draft.expiresAt,
      ...(citizen && { sessionEnds: citizen.expiresAt }),
      back: before ? `/antraege/${id}/seiten/${before}` : `/leistungen/${draft.slug}`,
      now: c.env.house.clock.now(),
      ...(c.req.query("mehr") && { more: { path: c.req.query("mehr")!, count: Number(c.req.query("anzahl")) || 1 } }),
    }),
    200,
    asHtml,
  );
});

draftRoutes.post("/antraege/:id/seiten/:page", async (c) => {
  checkOrigin(c);
  const { tenant } = portalOf(c);
  const { id, page } = c.req.param();
  const form = await readForm(c, {
    store: c.env.house.files,
    tenant: tenant.id,
    secret: findSecret(c, "portal"),
  });
  checkToken(form, findSecret(c, "portal"));
  return c.env.house.database.withTenant(tenant.id, async (scope) => {
    const session = await findCitizen(c, scope);
    const draft = await getApplication(scope, personOf(session), id);
    const service = await loadPinned(scope, draft.releaseId);
    return save(c, scope, session!, draft, service, page, form, Number(form.one("_stand")) || 0);
  });
});

/** Saves a posted page and says where to go: next page, same page with errors, or a rest. */
async function save(
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
  const base = `/antraege/${draft.id}`;
  const now = scope.clock.now();
  const path = service.form.walk(application.answers, { now }).pages;
  const show = (problems: AnswerProblem[], status: 200 | 409 | 422): Response | Promise<Response> =>
    c.body(
      stepPage(frameOf(c), {
        service,
        page,
        action: `${base}/seiten/${page}`,
        answers: application.answers,
        unread: application.unread,
        problems,
        token: formToken(findSecret(c, "portal") ?? ""),
        revision: application.revision,
        savedAt: application.savedAt,
        keptUntil: application.expiresAt,
        sessionEnds,
        back: path.indexOf(page) > 0 ? `${base}/seiten/${path[path.indexOf(page) - 1]}` : `/leistungen/${draft.slug}`,
        now,
        ...(saved.conflict && { conflict: conflictOf(c, service, page, saved.conflict, now) }),
      }),
      status,
      asHtml,
    );
  if (saved.conflict) return show([], 409);
  if (form.one("_spaeter")) return c.redirect(`${base}/spaeter`, 303);
  if (remove) return c.redirect(`${base}/seiten/${page}`, 303);
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

/** What the autosave hears: the new state, or that somebody else wrote meanwhile. Problems wait for "Weiter". */
function savedQuietly(c: WebContext, { application, conflict }: SavedPage, ends: Date): Response {
  if (conflict) return c.json({}, 409);
  const saved = savedWords(frameOf(c), application.savedAt, application.expiresAt);
  return c.json({ stand: application.revision, saved, ends });
}

function conflictOf(c: WebContext, service: CompiledService, page: string, other: Application, now: Date) {
  const wording = new Wording(textsIn(service, c.env.language));
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
  const problems: AnswerProblem[] = form.tooLarge.map(({ path, name }) => ({
    path,
    code: "fileTooLarge",
    details: { name, max: 20 },
  }));
  for (const path of new Set(form.files.map((file) => file.path))) {
    const parts = path.split(".");
    const node = service.form.field(parts[2] ?? parts[0] ?? "");
    if (node?.kind !== "field" || node.field.type !== "file") continue;
    const taken = await attachFiles(
      scope,
      person,
      draft.id,
      node.field,
      form.files.filter((file) => file.path === path),
    );
    files.set(path, taken.refs);
    problems.push(...taken.problems);
  }
  return { files, problems };
}

draftRoutes.get("/antraege/:id/pruefen", async (c) => showCheck(c, c.req.param("id"), false));

async function showCheck(c: WebContext, id: string, consentMissing: boolean): Promise<Response> {
  const { tenant } = portalOf(c);
  const { draft, service, citizen, infected } = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    const application = await getApplication(scope, personOf(found), id);
    const pinned = await loadPinned(scope, application.releaseId);
    const infected = await findInfected(scope, id, application.answers);
    return { draft: application, citizen: found, service: pinned, infected };
  });
  if (draft.status !== "draft") return c.redirect(`/antraege/${id}`, 303);
  const now = c.env.house.clock.now();
  const open = service.form.plan(draft.answers, { now }).find(({ complete }) => !complete);
  if (open) return c.redirect(`/antraege/${id}/seiten/${open.page}`, 303);
  const fee = assessFee(service, draft.answers, now);
  return c.html(
    checkPage(frameOf(c, citizen), {
      service,
      id,
      answers: draft.answers,
      fee,
      token: formToken(ensureSecret(c, "portal")),
      key: newId(now),
      consentMissing,
      infected: infected.map(({ name, path }) => ({ name, page: service.form.pageOf(path) ?? "" })),
      ...(citizen && { sessionEnds: citizen.expiresAt }),
      now,
    }),
    consentMissing ? 422 : 200,
  );
}

draftRoutes.post("/antraege/:id/einreichung", async (c) => {
  checkOrigin(c);
  const { tenant } = portalOf(c);
  const { house, addresses } = c.env;
  const id = c.req.param("id");
  const form = await readForm(c);
  checkToken(form, findSecret(c, "portal"));
  if (form.one("zustimmung") !== "true") return showCheck(c, id, true);
  const key = (form.one("_einmal") || (c.req.header("idempotency-key") ?? "")).slice(0, 80) || id;
  const answer = await house.database.withTenant(tenant.id, async (scope) =>
    submitApplication(scope, findCitizen(c, scope).then(personOf), id, {
      key,
      consent: { text: frameOf(c).t.consent },
      returnUrl: `${addresses.of(tenant.host)}/antraege/${id}/zahlung?zurueck=1`,
      tenantName: tenant.name,
    }),
  );
  const payment = await house.database.withTenant(tenant.id, (scope) => findPaymentOf(scope, id));
  if (payment?.state === "demanded") await startPayment(house.database, house.payments, tenant.id, payment.id);
  c.header("x-reference", answer.reference);
  return c.redirect(answer.location, 303);
});
