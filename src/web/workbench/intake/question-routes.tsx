import { Hono } from "hono";
import { getApplication } from "../../../domains/applications/index.ts";
import { formToken } from "../../../domains/identity/index.ts";
import { loadPinned } from "../../../domains/services/index.ts";
import { ensureSecret } from "../../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../../environment.ts";
import { eligibilityPage } from "../../portal/eligibility-page.tsx";
import { judge } from "../../portal/eligibility-routes.tsx";
import { frameOf } from "../../portal/frame.ts";
import { findCitizen, personOf } from "../../portal/person.ts";
import { posted } from "../../portal/posted.ts";

/** The questions before a form, asked of the citizen by the caseworker: the same, judged and forgotten alike. */
export const questionRoutes = new Hono<WebEnvironment>();

questionRoutes.get("/antraege/:id/voraussetzung", async (c) => {
  const { frame, service, onwards } = await find(c);
  if (!service.form.eligibility) return c.redirect(onwards, 303);
  const token = formToken(ensureSecret(c, "amt"));
  const view = { service, action: c.req.path, token, now: c.env.house.clock.now() };
  return c.html(eligibilityPage(frame, { ...view, answers: {}, unread: {}, problems: [] }));
});

questionRoutes.post("/antraege/:id/voraussetzung", async (c) => {
  const answers = await posted(c);
  const { frame, service, onwards } = await find(c);
  if (!service.form.eligibility) return c.redirect(onwards, 303);
  return judge(c, frame, service, { posted: answers, action: c.req.path, passed: onwards });
});

async function find(c: WebContext) {
  const id = c.req.param("id") ?? "";
  return c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const session = await findCitizen(c, scope);
    const draft = await getApplication(scope, personOf(session), id);
    const service = await loadPinned(scope, draft.releaseId);
    return { frame: frameOf(c, session, draft), service, onwards: `/amt/antraege/${id}/weiter` };
  });
}
