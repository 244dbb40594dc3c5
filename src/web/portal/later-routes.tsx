import { Hono } from "hono";
import {
  discardDraft,
  findResumeReference,
  getApplication,
  makeResumeKey,
  type ResumeKey,
} from "../../domains/applications/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { isMailAddress, mailAsked } from "../../domains/messages/index.ts";
import { NotFound } from "../../platform/errors.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { frameOf, longDate, speakerOf } from "./frame.ts";
import { discardPage, laterPage, type LaterView } from "./later-page.tsx";
import { findCitizen, personOf } from "./person.ts";
import { posted } from "./posted.ts";

/** Leaving an application and finding it again: number and code, the link by mail; throwing a draft away. */
export const laterRoutes = new Hono<WebEnvironment>();

laterRoutes.get("/antraege/:id/spaeter", (c) => showLater(c));

/** A code is made when somebody asks for it, and never by looking at a page. */
laterRoutes.post("/antraege/:id/schluessel", async (c) => {
  await posted(c);
  const key = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) =>
    makeResumeKey(scope, personOf(await findCitizen(c, scope)), c.req.param("id")),
  );
  return showLater(c, { key });
});

laterRoutes.post("/antraege/:id/merkzettel", async (c) => {
  const { tenant } = portalOf(c);
  const { t } = speakerOf(c.env.language);
  const address = (await posted(c)).one("email").trim();
  if (!isMailAddress(address)) return showLater(c, { wrong: address.slice(0, 400) });
  await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const person = personOf(await findCitizen(c, scope));
    const { id, accountId } = await getApplication(scope, person, c.req.param("id"));
    const reference = await findResumeReference(scope, person, id);
    if (!reference && !accountId) throw new NotFound("resume key");
    const way = reference ? `/stand?nummer=${encodeURIComponent(reference)}` : `/antraege/${id}`;
    const link = `${c.env.addresses.of(tenant.host)}${way}`;
    await mailAsked(
      scope,
      address,
      `${tenant.name}: ${t.laterTitle}`,
      `${t.resumeLead}\n\n${link}\n\n${tenant.name}\n`,
    );
  });
  return showLater(c, { sent: true });
});

/** The page with number and code; the address names the application unless it was just opened. */
export async function showLater(
  c: WebContext,
  said: { key?: ResumeKey; own?: boolean; sent?: boolean; wrong?: string } = {},
  id = c.req.param("id") ?? "",
): Promise<Response> {
  const { tenant } = portalOf(c);
  const { citizen, application, reference } = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    const person = personOf(found);
    return {
      citizen: found,
      application: await getApplication(scope, person, id),
      reference: await findResumeReference(scope, person, id),
    };
  });
  const view: LaterView = {
    id,
    reference,
    token: formToken(ensureSecret(c, "portal")),
    until: longDate(application.expiresAt ?? application.savedAt, frameOf(c)),
    account: Boolean(application.accountId),
    submitted: application.status !== "draft",
    ...said,
  };
  return c.html(laterPage(frameOf(c, citizen), view), said.wrong === undefined ? 200 : 422);
}

laterRoutes.get("/antraege/:id/loeschung", async (c) => {
  const id = c.req.param("id");
  const { citizen, draft } = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    return { citizen: found, draft: await getApplication(scope, personOf(found), id) };
  });
  if (draft.status !== "draft") return c.redirect(`/antraege/${id}`, 303);
  return c.html(discardPage(frameOf(c, citizen), { id, token: formToken(ensureSecret(c, "portal")) }));
});

laterRoutes.post("/antraege/:id/loeschung", async (c) => {
  await posted(c);
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) =>
    discardDraft(scope, personOf(await findCitizen(c, scope)), c.req.param("id")),
  );
  return c.redirect("/meine-antraege", 303);
});
