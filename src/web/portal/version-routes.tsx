import { Hono } from "hono";
import { followVersion, getApplication, keepVersion, resumeDraft } from "../../domains/applications/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebEnvironment } from "../environment.ts";
import { frameOf, longDate } from "./frame.ts";
import { longForm, overviewPage } from "./overview-page.tsx";
import { findCitizen, homeOf, personOf, seatOf } from "./person.ts";
import { messagePage } from "./plain-pages.tsx";
import { versionPage } from "./version-page.tsx";
import { posted } from "./posted.ts";

/** Back to a draft: where it stopped, unless its form has changed or its service is gone. */
export const versionRoutes = new Hono<WebEnvironment>();

versionRoutes.get("/antraege/:id/weiter", async (c) => {
  const { tenant } = portalOf(c);
  const id = c.req.param("id");
  const found = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const citizen = await findCitizen(c, scope);
    const resumed = await resumeDraft(scope, personOf(citizen), id);
    return { citizen, ...resumed, service: await loadPinned(scope, resumed.draft.releaseId) };
  });
  const { draft, service } = found;
  if (draft.status !== "draft") return c.redirect(homeOf(c, id), 303);
  if (!found.offered) {
    const frame = frameOf(c, found.citizen, draft);
    const until = longDate(draft.expiresAt ?? draft.savedAt, frame);
    return c.html(messagePage(frame, { title: frame.t.gone, text: frame.t.goneDraft(until) }), 410);
  }
  if (found.change) return c.redirect(`${homeOf(c, id)}/fassung`, 303);
  if (longForm(service.form)) return c.redirect(`${homeOf(c, id)}/uebersicht`, 303);
  const plan = service.form.plan(draft.answers, { now: c.env.house.clock.now() });
  const open = plan.find(({ page, complete }) => !complete && !service.form.partOf(page))?.page;
  return c.redirect(`${homeOf(c, id)}/${open ? `seiten/${open}` : "pruefen"}`, 303);
});

versionRoutes.get("/antraege/:id/uebersicht", async (c) => {
  const { tenant } = portalOf(c);
  const id = c.req.param("id");
  const { citizen, draft, service } = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    const own = await getApplication(scope, personOf(found), id);
    return { citizen: found, draft: own, service: await loadPinned(scope, own.releaseId) };
  });
  if (draft.status !== "draft") return c.redirect(homeOf(c, id), 303);
  const frame = frameOf(c, citizen, draft);
  const until = longDate(draft.expiresAt ?? draft.savedAt, frame);
  return c.html(
    overviewPage(frame, { home: homeOf(c, id), service, answers: draft.answers, until, now: c.env.house.clock.now() }),
  );
});

versionRoutes.get("/antraege/:id/fassung", async (c) => {
  const { tenant } = portalOf(c);
  const id = c.req.param("id");
  const found = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const citizen = await findCitizen(c, scope);
    return { citizen, ...(await resumeDraft(scope, personOf(citizen), id)) };
  });
  if (!found.change) return c.redirect(`${homeOf(c, id)}/weiter`, 303);
  return c.html(
    versionPage(frameOf(c, found.citizen, found.draft), {
      home: homeOf(c, id),
      answers: found.draft.answers,
      change: found.change,
      token: formToken(ensureSecret(c, seatOf(c).area)),
      now: c.env.house.clock.now(),
    }),
  );
});

versionRoutes.post("/antraege/:id/fassung", async (c) => {
  const { tenant } = portalOf(c);
  const id = c.req.param("id");
  const form = await posted(c);
  const choose = form.one("fassung") === "bisher" ? keepVersion : followVersion;
  await c.env.house.database.withTenant(tenant.id, async (scope) => {
    await choose(scope, personOf(await findCitizen(c, scope)), id);
  });
  return c.redirect(`${homeOf(c, id)}/weiter`, 303);
});
