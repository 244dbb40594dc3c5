import { Hono } from "hono";
import { assessFee } from "@allmende/service-package";
import {
  findInfected,
  getApplication,
  leftOut,
  listParts,
  submitApplication,
  waysOfSigning,
  waysToSign,
  type Signed,
} from "../../domains/applications/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { findPaymentOf, startPayment } from "../../domains/payments/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { ensureSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { checkPage, type CheckView } from "./check-page.tsx";
import { portalTexts } from "../ui/texts/index.ts";
import { frameOf } from "./frame.ts";
import { findCitizen, homeOf, personOf, seatOf } from "./person.ts";
import { posted } from "./posted.ts";

/** All answers once more, and the submission. */
export const checkRoutes = new Hono<WebEnvironment>();

checkRoutes.get("/antraege/:id/pruefen", (c) => showCheck(c, c.req.param("id")));

async function showCheck(
  c: WebContext,
  id: string,
  { missing = [], signed, changed = false }: Partial<Pick<CheckView, "missing" | "signed" | "changed">> = {},
): Promise<Response> {
  const { tenant } = portalOf(c);
  const { draft, service, citizen, infected, parts } = await c.env.house.database.withTenant(
    tenant.id,
    async (scope) => {
      const found = await findCitizen(c, scope);
      const application = await getApplication(scope, personOf(found), id);
      const pinned = await loadPinned(scope, application.releaseId);
      const infected = await findInfected(scope, id, application.answers);
      return {
        draft: application,
        citizen: found,
        service: pinned,
        infected,
        parts: await listParts(scope, application),
      };
    },
  );
  const home = homeOf(c, id);
  if (draft.status !== "draft") return c.redirect(home, 303);
  const now = c.env.house.clock.now();
  const open = service.form.plan(draft.answers, { now }).find((one) => !one.complete && !service.form.partOf(one.page));
  if (open) return c.redirect(`${home}/seiten/${open.page}`, 303);
  if (parts.some(({ part, state }) => part.required && state !== "done")) return c.redirect(`${home}/beteiligte`, 303);
  const effective = service.form.walk(draft.answers, { now, without: leftOut(parts) }).effective;
  const fee = assessFee(service, effective, now);
  return c.html(
    checkPage(frameOf(c, citizen, draft), {
      service,
      home,
      answers: draft.answers,
      parts,
      fee,
      token: formToken(ensureSecret(c, seatOf(c).area)),
      key: newId(now),
      revision: draft.revision,
      changed,
      missing,
      signed,
      agreed: missing.length > 0 && !missing.includes("zustimmung"),
      infected: infected.map(({ name, path }) => ({ name, page: service.form.pageOf(path) ?? "" })),
      ...(citizen?.staffId
        ? { desk: { applicant: draft.applicant, ways: waysToSign(draft.source, service.form, draft.answers) } }
        : citizen && { sessionEnds: citizen.expiresAt }),
      now,
    }),
    changed ? 409 : missing.length > 0 ? 422 : 200,
  );
}

checkRoutes.post("/antraege/:id/einreichung", async (c) => {
  const { tenant } = portalOf(c);
  const { house, addresses } = c.env;
  const id = c.req.param("id");
  const form = await posted(c);
  const desk = seatOf(c).area === "amt";
  const signed = waysOfSigning.find((way) => way === form.one("unterschrift"));
  const missing = desk ? await unsigned(c, id, signed) : [];
  if (form.one("zustimmung") !== "true") missing.push("zustimmung");
  if (missing.length > 0) return showCheck(c, id, { missing, signed });
  const key = (form.one("_einmal") || (c.req.header("idempotency-key") ?? "")).slice(0, 80) || id;
  const seen = Number(form.one("_stand")) || undefined;
  const answer = await house.database
    .withTenant(tenant.id, async (scope) =>
      submitApplication(scope, findCitizen(c, scope).then(personOf), id, {
        key,
        ...(seen !== undefined && { seen }),
        consent: desk
          ? { text: portalTexts(c.env.language).consentAtDesk, ...(signed && { signed }) }
          : { text: portalTexts(c.env.language).consent },
        returnUrl: `${addresses.of(tenant.host)}/antraege/${id}/zahlung?zurueck=1`,
        tenantName: tenant.name,
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "applications.changed_since") return undefined;
      throw error;
    });
  if (!answer) return showCheck(c, id, { changed: true, signed });
  c.header("x-reference", answer.reference);
  // At the desk nobody is sent to the payment provider: the citizen pays with their own access.
  if (desk) return c.redirect(`${homeOf(c, id)}/eingang`, 303);
  if (answer.location.endsWith("/zahlung")) {
    const payment = await house.database.readTenant(tenant.id, (scope) => findPaymentOf(scope, id));
    if (payment?.state === "demanded") await startPayment(house.database, house.payments, tenant.id, payment.id);
  }
  return c.redirect(answer.location, 303);
});

/** At the desk: whether it still must be said how signatures and declarations were given. */
async function unsigned(
  c: WebContext,
  id: string,
  signed: Signed | undefined,
): Promise<("unterschrift" | "zustimmung")[]> {
  const ways = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const { source, releaseId, answers } = await getApplication(scope, personOf(await findCitizen(c, scope)), id);
    return waysToSign(source, (await loadPinned(scope, releaseId)).form, answers);
  });
  return ways.length > 0 && !(signed && ways.includes(signed)) ? ["unterschrift"] : [];
}
