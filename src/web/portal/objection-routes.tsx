import { Button, ButtonLink } from "@allmende/kern";
import { Hono } from "hono";
import { getApplication, type Application } from "../../domains/applications/index.ts";
import { mayObject, raiseObjection } from "../../domains/cases/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { NotFound } from "../../platform/errors.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebEnvironment } from "../environment.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { frameOf } from "./frame.ts";
import { findCitizen, personOf } from "./person.ts";
import { posted } from "./posted.ts";

/** Objecting to a decision in place ("Widerspruch"). Reasons may be given, they need not. */
export const objectionRoutes = new Hono<WebEnvironment>();

objectionRoutes.get("/antraege/:id/widerspruch", async (c) => {
  const { citizen, application } = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    const own = await getApplication(scope, personOf(found), c.req.param("id"));
    if (!(await mayObject(scope, own.id))) throw new NotFound("decision");
    return { citizen: found, application: own };
  });
  return c.html(objectionPage(frameOf(c, citizen), application, formToken(ensureSecret(c, "portal"))));
});

objectionRoutes.post("/antraege/:id/widerspruch", async (c) => {
  const form = await posted(c);
  const id = c.req.param("id");
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) =>
    raiseObjection(scope, personOf(await findCitizen(c, scope)), id, form.one("text")),
  );
  return c.redirect(`/antraege/${id}`, 303);
});

function objectionPage(frame: Frame, application: Application, token: string): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.objectTitle,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{t.objectTitle}</h1>
        <p class="al-lead">{t.objectLead}</p>
        <form class="al-form" method="post" action={`/antraege/${application.id}/widerspruch`}>
          <input type="hidden" name="_token" value={token} />
          <label class="kern-label" for="text">
            {t.objectText}
          </label>
          <textarea class="kern-form-input__input al-textarea" id="text" name="text" rows={6} maxLength={5000} />
          <p class="al-actions">
            <Button>{t.objectSend}</Button>{" "}
            <ButtonLink kind="secondary" href={`/antraege/${application.id}`}>
              {t.back}
            </ButtonLink>
          </p>
        </form>
      </div>
    ),
  });
}
