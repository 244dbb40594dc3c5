import { Hono } from "hono";
import { wordingIn } from "@allmende/service-package";
import { getApplication, inviteContributor, listParts, withdrawInvitation } from "../../domains/applications/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { mailAsked, plainName } from "../../domains/messages/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { Refusal } from "../../platform/errors.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { portalTexts } from "../ui/texts/index.ts";
import { frameOf, longDate, readerOf } from "./frame.ts";
import { partsPage, type PartsView } from "./parts-page.tsx";
import { findCitizen, homeOf, personOf, seatOf } from "./person.ts";
import { posted } from "./posted.ts";

/** Asking other persons to fill in their part, seeing how far they are, asking somebody else. */
export const partsRoutes = new Hono<WebEnvironment>();

partsRoutes.get("/antraege/:id/beteiligte", (c) => show(c));

partsRoutes.post("/antraege/:id/beteiligte/:part", async (c) => {
  const form = await posted(c);
  const { id, part } = c.req.param();
  const whom = { name: form.one("name").slice(0, 200), email: form.one("email").slice(0, 200) };
  const { tenant } = portalOf(c);
  const invited = await c.env.house.database
    .withTenant(tenant.id, async (scope) => {
      const person = personOf(await findCitizen(c, scope));
      const { code, email } = await inviteContributor(scope, person, id, part, whom);
      const address = `${c.env.addresses.of(tenant.host)}/mitwirkung`;
      if (!email) return { told: { part, address, code } };
      const draft = await getApplication(scope, person, id);
      const t = portalTexts(draft.language);
      const service = await loadPinned(scope, draft.releaseId);
      const title = wordingIn(service, draft.language).find("service", "title") ?? draft.slug;
      const until = (await listParts(scope, draft)).find((one) => one.part.id === part)!.invitation!.expiresAt;
      await mailAsked(
        scope,
        email,
        `${tenant.name}: ${t.partMailSubject(title)}`,
        `${t.partMailText(plainName(draft.applicant), title, `${address}?code=${code}`, longDate(until, readerOf(draft.language)))}\n\n${tenant.name}\n`,
      );
      return { sent: { part, email } };
    })
    .catch((error: unknown) => {
      const field = error instanceof Refusal ? fields[error.code] : undefined;
      if (!(error instanceof Refusal) || !field) throw error;
      return { problem: { part, field, text: frameOf(c).t.refusals[error.code] ?? error.code, ...whom } };
    });
  return show(c, invited);
});

const fields: Record<string, "name" | "email"> = {
  "applications.contributor_missing": "name",
  "applications.mail_wrong": "email",
  "applications.too_many_invitations": "email",
  "messages.too_many": "email",
};

partsRoutes.post("/antraege/:id/beteiligte/:part/zuruecknahme", async (c) => {
  await posted(c);
  const { id, part } = c.req.param();
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) =>
    withdrawInvitation(scope, personOf(await findCitizen(c, scope)), id, part),
  );
  return c.redirect(`${homeOf(c, id)}/beteiligte`, 303);
});

async function show(c: WebContext, said: Pick<PartsView, "told" | "sent" | "problem"> = {}): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const home = homeOf(c, id);
  const found = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const citizen = await findCitizen(c, scope);
    const draft = await getApplication(scope, personOf(citizen), id);
    return { citizen, draft, service: await loadPinned(scope, draft.releaseId), parts: await listParts(scope, draft) };
  });
  const { citizen, draft, service, parts } = found;
  if (draft.status !== "draft") return c.redirect(home, 303);
  if (parts.length === 0) return c.redirect(`${home}/pruefen`, 303);
  const path = service.form.ownPages(service.form.walk(draft.answers, { now: c.env.house.clock.now() }));
  const view: PartsView = {
    service,
    home,
    parts,
    answers: draft.answers,
    now: c.env.house.clock.now(),
    token: formToken(ensureSecret(c, seatOf(c).area)),
    back: `${home}/seiten/${path.at(-1)}`,
    ...said,
  };
  return c.html(partsPage(frameOf(c, citizen, draft), view), said.problem ? 422 : 200);
}
