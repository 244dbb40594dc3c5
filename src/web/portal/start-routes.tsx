import { Hono } from "hono";
import type { Answers } from "@allmende/forms";
import { answersToCopy, findDraftOf, findOrStartDraft } from "../../domains/applications/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { findCurrentRelease, loadPinned, loadService } from "../../domains/services/index.ts";
import { Refusal } from "../../platform/errors.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { save } from "./draft-routes.tsx";
import { eligibilityPage } from "./eligibility-page.tsx";
import { askingOf, chosenBefore, mustAskFirst, startOf } from "./eligibility-routes.tsx";
import { frameOf } from "./frame.ts";
import { ensureCitizen, findCitizen, personOf } from "./person.ts";
import { messagePage, placePage } from "./plain-pages.tsx";
import { findKnown, prefilledFor, prefilledOn, type Prefilled } from "./prefill.ts";
import { asHtml, stepPage } from "./step-page.tsx";
import { postedWithFiles } from "./posted.ts";

/** From "Jetzt anmelden" to the first saved page. */
export const startRoutes = new Hono<WebEnvironment>();

startRoutes.get("/leistungen/:slug/antrag", async (c) => {
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
    return { release, service, draft, copy, citizen };
  });
  if (!found || found.release.status !== "live")
    return c.html(messagePage(frame, { title: frame.t.gone, text: frame.t.goneText }), found ? 410 : 404);
  const { service, draft } = found;
  // One draft per service: whoever comes back goes on where they stopped (fault R5).
  if (draft && !isAnew(c)) return c.redirect(`/antraege/${draft.id}/weiter`, 303);

  const { competence } = service.definition;
  let prefilled: string | undefined;
  if (competence.rule === "place") {
    const place = c.req.query("ort");
    const municipalities = directory.tenants.filter(({ kind }) => kind === "municipality");
    const places = municipalities.map(({ slug: value, shortName }) => ({ value, label: shortName }));
    if (place === undefined)
      return c.html(placePage(frame, service, competence.question, { places, hidden: chosenBefore(c) }));
    if (place === "")
      return c.html(
        placePage(frame, service, competence.question, {
          places,
          hidden: chosenBefore(c),
          problem: frame.t.placeMissing,
        }),
        422,
      );
    const competent = municipalities.find((candidate) => candidate.slug === place);
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
  const person = await findKnown(c, found.citizen);
  const known = prefilledFor(c, { slug, form: service.form, person });
  const answers = {
    ...known.answers,
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
      prefilled: prefilledOn(service.form, first, untouched(known.from, answers, known.answers)),
      ...(known.fault && { linkFault: known.fault }),
      now,
    }),
    200,
    asHtml,
  );
});

startRoutes.post("/leistungen/:slug/antrag", async (c) => {
  const { tenant } = portalOf(c);
  const form = await postedWithFiles(c);
  const { database } = c.env.house;
  const aboutMe = await findKnown(c, await database.withTenant(tenant.id, (scope) => findCitizen(c, scope)));
  return database.withTenant(tenant.id, async (scope) => {
    const release = await findCurrentRelease(scope, c.req.param("slug"));
    if (release?.status !== "live") throw new Refusal("services.not_offered");
    const newest = await loadService(scope, release);
    if (mustAskFirst(c, newest)) return c.redirect(startOf(c, release.slug), 303);
    const session = await ensureCitizen(c, scope);
    const person = personOf(session);
    const copied = c.req.query("vorlage");
    const copy = copied === undefined ? {} : await answersToCopy(scope, person, copied, newest);
    const known = prefilledFor(c, { slug: release.slug, form: newest.form, person: aboutMe });
    const answers = { ...known.answers, ...copy };
    const entered = untouched(known.from, answers, known.answers);
    const start = { release, language: c.env.reading, answers, entered };
    const { draft, started } = await findOrStartDraft(scope, person, start, { anew: isAnew(c) });
    const service = await loadPinned(scope, draft.releaseId);
    return save(c, scope, session, draft, service, newest.form.pages[0]!.id, form, started ? draft.revision : 0);
  });
});

/** A new beginning is wanted, or a link brings one. */
const isAnew = (c: WebContext): boolean => c.req.query("neu") !== undefined || c.req.query("daten") !== undefined;

/** Of the answers that come from account or link, those that nothing else has taken the place of. */
const untouched = (from: Prefilled["from"], answers: Answers, known: Answers): Prefilled["from"] =>
  Object.fromEntries(Object.entries(from).filter(([id]) => answers[id] === known[id]));
