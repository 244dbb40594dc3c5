import { Hono } from "hono";
import { wordingIn } from "@allmende/service-package";
import {
  declineContribution,
  finishContribution,
  getContribution,
  openInvitation,
  saveContribution,
  type Contribution,
} from "../../domains/applications/index.ts";
import { formToken, prolongSession } from "../../domains/identity/index.ts";
import { mailAsked, plainName } from "../../domains/messages/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import type { PostedForm } from "../read-form.ts";
import { portalTexts } from "../ui/texts/index.ts";
import { codePage, contributionCheck, contributionPage, contributionStep, declinePage } from "./contribution-page.tsx";
import { frameOf } from "./frame.ts";
import { ensureCitizen, findCitizen, personOf } from "./person.ts";
import { posted } from "./posted.ts";

/** A second person fills in or confirms their part of an application, by a link of their own. */
export const contributionRoutes = new Hono<WebEnvironment>();

contributionRoutes.get("/mitwirkung", (c) =>
  c.html(
    codePage(frameOf(c), {
      token: formToken(ensureSecret(c, "portal")),
      code: (c.req.query("code") ?? "").slice(0, 80),
    }),
  ),
);

/** Opened by a button: who only follows links (a mail's scanner) opens nothing. */
contributionRoutes.post("/mitwirkung", async (c) => {
  const form = await posted(c);
  const code = form.one("code").slice(0, 80);
  const frame = frameOf(c);
  const refused = (problem: string) => c.html(codePage(frame, { token: form.one("_token"), code, problem }), 422);
  const opened = await within(c, async (scope) =>
    openInvitation(scope, personOf(await ensureCitizen(c, scope)), code),
  ).catch((error: unknown) => {
    if (error instanceof Refusal) return { refused: frame.t.refusals[error.code] ?? error.code };
    throw error;
  });
  if (typeof opened === "string") return c.redirect(`/mitwirkung/${opened}`, 303);
  return refused(opened?.refused ?? frame.t.contributeWrong);
});

contributionRoutes.get("/mitwirkung/:id", async (c) => {
  const contribution = await find(c);
  return c.html(contributionPage(frameOf(c), { contribution, home: homeOf(c) }));
});

contributionRoutes.get("/mitwirkung/:id/seiten/:page", async (c) => {
  const contribution = await find(c);
  const page = c.req.param("page");
  if (!contribution.pages.includes(page)) return c.notFound();
  const more = c.req.query("mehr");
  return c.html(
    contributionStep(frameOf(c), {
      ...viewOf(c, contribution),
      page,
      problems: [],
      ...(more && { more: { path: more, count: Number(c.req.query("anzahl")) || 1 } }),
    }),
  );
});

contributionRoutes.post("/mitwirkung/:id/seiten/:page", async (c) => {
  const form = await posted(c);
  const { id, page } = c.req.param();
  const remove = form.one("_entfernen");
  const { contribution, problems } = await within(c, async (scope) => {
    const session = await findCitizen(c, scope);
    const { sessionId } = personOf(session);
    await prolongSession(scope, session!);
    return saveContribution(scope, sessionId, id, page, {
      values: form.all,
      files: new Map(),
      ...(remove && { remove }),
    });
  });
  const here = `${homeOf(c)}/seiten/${page}`;
  if (remove) return c.redirect(here, 303);
  const more = form.one("_mehr");
  if (more) {
    const count = (Number(form.one(`${more}._anzahl`)) || 0) + 1;
    return c.redirect(`${here}?${new URLSearchParams({ mehr: more, anzahl: String(count) })}`, 303);
  }
  if (problems.length > 0)
    return c.html(contributionStep(frameOf(c), { ...viewOf(c, contribution), page, problems }), 422);
  const next = contribution.pages[contribution.pages.indexOf(page) + 1];
  return c.redirect(next ? `${homeOf(c)}/seiten/${next}` : `${homeOf(c)}/pruefen`, 303);
});

contributionRoutes.get("/mitwirkung/:id/pruefen", async (c) => {
  const contribution = await find(c);
  const { answers, options, pages, service } = contribution;
  const open = pages.find((page) => service.form.check(answers, { ...options, page }).length > 0);
  if (open) return c.redirect(`${homeOf(c)}/seiten/${open}`, 303);
  return c.html(contributionCheck(frameOf(c), viewOf(c, contribution)));
});

contributionRoutes.post("/mitwirkung/:id/abschluss", (c) => end(c, finishContribution));

contributionRoutes.get("/mitwirkung/:id/ablehnung", async (c) =>
  c.html(declinePage(frameOf(c), viewOf(c, await find(c)))),
);

contributionRoutes.post("/mitwirkung/:id/ablehnung", (c) =>
  end(c, (scope, sessionId, id, form) => declineContribution(scope, sessionId, id, form.one("grund"))),
);

/** Ends the part one way or the other, and tells the applicant by mail where an address is known. */
async function end(
  c: WebContext,
  how: (
    scope: TenantScope,
    sessionId: string,
    id: string,
    form: PostedForm,
  ) => Promise<{ contribution: Contribution; tell: string | null }>,
): Promise<Response> {
  const form = await posted(c);
  const { tenant } = portalOf(c);
  await within(c, async (scope) => {
    const { sessionId } = personOf(await findCitizen(c, scope));
    const { contribution, tell } = await how(scope, sessionId, c.req.param("id") ?? "", form);
    if (!tell) return;
    const { invitation, service, language } = contribution;
    const t = portalTexts(language);
    const title = wordingIn(service, language).find("service", "title") ?? service.definition.slug;
    const done = how === finishContribution;
    const link = `${c.env.addresses.of(tenant.host)}/antraege/${invitation.applicationId}/beteiligte`;
    await mailAsked(
      scope,
      tell,
      `${tenant.name}: ${(done ? t.partDoneSubject : t.partDeclinedSubject)(title)}`,
      `${(done ? t.partDoneText : t.partDeclinedText)(plainName(invitation.name) || t.somebody, title, link)}\n\n${tenant.name}\n`,
    ).catch((error: unknown) => {
      // Whoever finishes and changes again and again floods nobody; the part is done all the same.
      if (!(error instanceof Refusal)) throw error;
    });
  });
  return c.redirect(homeOf(c), 303);
}

const homeOf = (c: WebContext): string => `/mitwirkung/${c.req.param("id") ?? ""}`;

const within = <T>(c: WebContext, work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  c.env.house.database.withTenant(portalOf(c).tenant.id, work);

const find = (c: WebContext): Promise<Contribution> =>
  within(c, async (scope) => {
    const { sessionId } = personOf(await findCitizen(c, scope));
    return getContribution(scope, sessionId, c.req.param("id") ?? "");
  });

const viewOf = (c: WebContext, contribution: Contribution) => ({
  contribution,
  home: homeOf(c),
  token: formToken(ensureSecret(c, "portal")),
});
