import { Hono } from "hono";
import {
  addSupplement,
  getApplication,
  listAttachments,
  listMine,
  listOfAccount,
  lockForPlatform,
  payAgain,
  withdrawApplication,
} from "../../domains/applications/index.ts";
import {
  demandCertificate,
  findCaseOf,
  findCertificate,
  findOpenRequest,
  listRequests,
  mayObject,
} from "../../domains/cases/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { getLetter, listLettersTo } from "../../domains/letters/index.ts";
import { listMessages, markRead } from "../../domains/messages/index.ts";
import { findPaymentOf, refreshPayment, startPayment } from "../../domains/payments/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { ensureSecret, findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { fileLink } from "../files/file-link.ts";
import { donePage } from "./done-page.tsx";
import { letterPage } from "./letter-page.tsx";
import { myCasePage, withdrawPage } from "./my-case-page.tsx";
import { frameOf, offerFor, titleFor } from "./frame.ts";
import { byUrgency, myApplicationsPage, type Listed } from "./my-applications.tsx";
import { paymentPage } from "./payment-page.tsx";
import { findCitizen, personOf } from "./person.ts";
import { posted, postedWithFiles } from "./posted.ts";
import { isSentAgain, readSupplement } from "./read-supplement.ts";

/** After the submission: payment, receipt, state, answers, letters, withdrawal. */
export const applicationRoutes = new Hono<WebEnvironment>();

applicationRoutes.get("/meine-antraege", async (c) => {
  const { tenant, directory } = portalOf(c);
  const { house, catalogue, addresses } = c.env;
  const { session, here } = await house.database.withTenant(tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    return { session: found, here: found ? await listMine(scope, personOf(found)) : [] };
  });
  const all: (Listed & { tenantId: string })[] = here.map((application) => ({ ...application, tenantId: tenant.id }));
  if (session?.accountId) {
    const everywhere = await house.database.withAccount(session.accountId, listOfAccount);
    for (const application of everywhere) {
      if (all.some(({ id }) => id === application.id)) continue;
      const other = directory.tenants.find(({ id }) => id === application.tenantId);
      all.push({
        ...application,
        ...(other && other.id !== tenant.id && { elsewhere: { name: other.name, url: addresses.of(other.host) } }),
      });
    }
  }
  const titled = all.map((application) => ({
    ...application,
    title: catalogue.offers
      .filter((offer) => offer.tenantId === application.tenantId && offer.slug === application.slug)
      .map((offer) => offerFor(c.env, offer).title)[0],
  }));
  return c.html(
    myApplicationsPage(frameOf(c, session), titled.toSorted(byUrgency), session, formToken(ensureSecret(c, "portal"))),
  );
});

/** The application with its service and title, for the person at the keyboard. */
async function mine(c: WebContext, scope: TenantScope) {
  const citizen = await findCitizen(c, scope);
  const person = personOf(citizen);
  const application = await getApplication(scope, person, c.req.param("id") ?? "");
  const service = await loadPinned(scope, application.releaseId);
  const title = titleFor(frameOf(c), service);
  return { citizen, person, application, service, title };
}

applicationRoutes.get("/antraege/:id", async (c) => {
  const { tenant } = portalOf(c);
  const view = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await mine(c, scope);
    if (found.application.status === "draft") return undefined;
    await markRead(scope, found.application.id);
    return { ...found, ...(await around(scope, found.application.id)) };
  });
  if (!view) return c.redirect(`/antraege/${c.req.param("id")}/weiter`, 303);
  if (view.application.status === "awaiting-payment")
    return c.redirect(`/antraege/${view.application.id}/zahlung`, 303);
  return c.html(
    myCasePage(frameOf(c, view.citizen), {
      ...view,
      token: formToken(ensureSecret(c, "portal")),
      now: c.env.house.clock.now(),
    }),
  );
});

async function around(scope: TenantScope, id: string) {
  const found = await findCaseOf(scope, id);
  const [attachments, messages, letters, request] = [
    await listAttachments(scope, id),
    await listMessages(scope, id),
    await listLettersTo(scope, id),
    found ? await findOpenRequest(scope, found.id) : undefined,
  ];
  const certificate = await findCertificate(scope, id);
  return { attachments, messages, letters, request, certificate, mayObject: await mayObject(scope, id) };
}

async function findLastRequest(scope: TenantScope, id: string) {
  const found = await findCaseOf(scope, id);
  return found && (await listRequests(scope, found.id)).at(-1);
}

applicationRoutes.post("/antraege/:id/nachreichung", async (c) => {
  const { tenant } = portalOf(c);
  const form = await postedWithFiles(c);
  const view = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const { person, application: before, ...seen } = await mine(c, scope);
    // Of two that are sent at once the second sees what the first has done.
    await lockForPlatform(scope, before.id);
    const found = { ...seen, person, application: await getApplication(scope, person, before.id) };
    const { application, service } = found;
    const known = await around(scope, application.id);
    const request = known.request ?? (await findLastRequest(scope, application.id));
    if (!request) throw new NotFound("request");
    if (isSentAgain(request, form, known.messages)) return undefined;
    if (request.state !== "open") throw new Refusal("cases.request_ended");
    const answering = await readSupplement(scope, person, { application, service, request }, form);
    if (answering.problems.length > 0) return { ...found, ...known, answering };
    await addSupplement(scope, person, application.id, answering.changes, answering.message);
    return undefined;
  });
  if (!view) return c.redirect(`/antraege/${c.req.param("id")}`, 303);
  return c.html(
    myCasePage(frameOf(c, view.citizen), {
      ...view,
      token: formToken(findSecret(c, "portal") ?? ""),
      now: c.env.house.clock.now(),
    }),
    422,
  );
});

applicationRoutes.get("/antraege/:id/eingang", async (c) => {
  const { tenant } = portalOf(c);
  const view = await c.env.house.database.withTenant(tenant.id, async (scope) => ({
    ...(await mine(c, scope)),
    payment: await findPaymentOf(scope, c.req.param("id")),
  }));
  if (view.application.status === "draft") return c.redirect(`/antraege/${view.application.id}/weiter`, 303);
  if (view.application.status === "awaiting-payment")
    return c.redirect(`/antraege/${view.application.id}/zahlung`, 303);
  return c.html(
    donePage(frameOf(c, view.citizen), { ...view, paid: view.payment?.state === "paid", now: c.env.house.clock.now() }),
  );
});

applicationRoutes.get("/antraege/:id/zahlung", async (c) => {
  const { tenant } = portalOf(c);
  const { house } = c.env;
  const id = c.req.param("id");
  const before = await house.database.withTenant(tenant.id, async (scope) => ({
    ...(await mine(c, scope)),
    payment: await findPaymentOf(scope, id),
  }));
  if (!before.payment) return c.redirect(`/antraege/${id}`, 303);
  const returned = c.req.query("zurueck") !== undefined;
  const payment = returned
    ? await refreshPayment(house.database, house.payments, tenant.id, before.payment.id)
    : await startPayment(house.database, house.payments, tenant.id, before.payment.id);
  if (payment.state === "paid") return c.redirect(`/antraege/${id}/eingang`, 303);
  if (before.application.status !== "awaiting-payment") return c.redirect(`/antraege/${id}`, 303);
  return c.html(
    paymentPage(frameOf(c, before.citizen), {
      id,
      service: before.service,
      payment,
      returned,
      token: formToken(ensureSecret(c, "portal")),
    }),
  );
});

applicationRoutes.post("/antraege/:id/zahlung", async (c) => {
  const { tenant } = portalOf(c);
  const { house, addresses } = c.env;
  const id = c.req.param("id");
  await posted(c);
  const payment = await house.database.withTenant(tenant.id, async (scope) =>
    payAgain(
      scope,
      personOf(await findCitizen(c, scope)),
      id,
      `${addresses.of(tenant.host)}/antraege/${id}/zahlung?zurueck=1`,
    ),
  );
  await startPayment(house.database, house.payments, tenant.id, payment.id);
  return c.redirect(`/antraege/${id}/zahlung`, 303);
});

applicationRoutes.get("/antraege/:id/briefe/:letter", async (c) => {
  const { tenant } = portalOf(c);
  const [letterId = "", extension] = c.req.param("letter").split(".");
  const view = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await mine(c, scope);
    const letter = await getLetter(scope, letterId);
    if (letter.applicationId !== found.application.id) throw new NotFound("letter");
    return { ...found, letter };
  });
  if (extension !== "pdf") return c.html(letterPage(frameOf(c, view.citizen), view));
  if (!view.letter.fileId) throw new NotFound("pdf");
  return c.redirect(
    fileLink(c, {
      tenant: tenant.id,
      fileId: view.letter.fileId,
      name: `${view.letter.name}.pdf`,
      type: "application/pdf",
    }),
    303,
  );
});

applicationRoutes.post("/antraege/:id/bescheinigung", async (c) => {
  await posted(c);
  const id = c.req.param("id");
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) =>
    demandCertificate(scope, personOf(await findCitizen(c, scope)), id),
  );
  return c.redirect(`/antraege/${id}`, 303);
});

applicationRoutes.get("/antraege/:id/ruecknahme", async (c) => {
  const { tenant } = portalOf(c);
  const { application, citizen } = await c.env.house.database.withTenant(tenant.id, (scope) => mine(c, scope));
  return c.html(withdrawPage(frameOf(c, citizen), application, formToken(ensureSecret(c, "portal"))));
});

applicationRoutes.post("/antraege/:id/ruecknahme", async (c) => {
  const { tenant } = portalOf(c);
  await posted(c);
  await c.env.house.database.withTenant(tenant.id, async (scope) =>
    withdrawApplication(scope, personOf(await findCitizen(c, scope)), c.req.param("id")),
  );
  return c.redirect(`/antraege/${c.req.param("id")}`, 303);
});
